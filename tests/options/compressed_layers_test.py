"""Compressed layers are the plain ones, compressed, and their descriptors say so."""

import argparse
import gzip
import hashlib
import json
import os
import unittest

MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar"
MAGIC = {"+gzip": b"\x1f\x8b", "+zstd": b"\x28\xb5\x2f\xfd", "": b""}
SUFFIXES = {"interpreter": (".tar.zst", "+zstd"), "external": (".tar.gz", "+gzip"), "main": (".tar", "")}


def layers(paths):
    """{layer: (path, descriptor)} of the files of one target."""
    found = {}
    for path in paths:
        if path.endswith(".json"):
            layer = os.path.basename(path).split(".")[1]
            tar = [other for other in paths if os.path.basename(other).split(".")[1] == layer and other != path]
            with open(path, encoding="utf-8") as file:
                found[layer] = (tar[0], json.load(file))
    return found


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def read(path):
    with open(path, "rb") as file:
        return file.read()


class CompressedLayersTest(unittest.TestCase):
    def test_every_layer_has_its_own_compression(self):
        self.assertEqual(set(SUFFIXES), set(COMPRESSED))
        for layer, (suffix, kind) in SUFFIXES.items():
            path, descriptor = COMPRESSED[layer]
            self.assertTrue(path.endswith("." + layer + suffix), path)
            self.assertEqual(MEDIA_TYPE + kind, descriptor["mediaType"])
            self.assertTrue(read(path).startswith(MAGIC[kind]), path)

    def test_descriptors_are_of_the_files(self):
        for path, descriptor in list(COMPRESSED.values()) + list(PLAIN.values()):
            self.assertEqual(digest(read(path)), descriptor["digest"], path)
            self.assertEqual(os.path.getsize(path), descriptor["size"], path)

    def test_the_tars_are_those_of_plain_layers(self):
        for layer, (_, descriptor) in COMPRESSED.items():
            self.assertEqual(PLAIN[layer][1]["diffID"], descriptor["diffID"], layer)
            self.assertEqual(PLAIN[layer][1]["digest"], descriptor["diffID"], layer)
        self.assertEqual(read(PLAIN["external"][0]), gzip.decompress(read(COMPRESSED["external"][0])))

    def test_the_encoder_is_on_record(self):
        encoders = {layer: descriptor.get("encoder", "").split(" ")[0] for layer, (_, descriptor) in COMPRESSED.items()}
        self.assertEqual({"interpreter": "zstd", "external": "libdeflate", "main": ""}, encoders)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--compressed", nargs="+")
    parser.add_argument("--plain", nargs="+")
    flags, rest = parser.parse_known_args()
    COMPRESSED, PLAIN = layers(flags.compressed), layers(flags.plain)
    unittest.main(argv=[__file__] + rest)
