"""What rules_img reads of each layer is true of the layer's bytes."""

import gzip
import hashlib
import json
import os
import re
import sys
import unittest

MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar"

# By layer, bottom to top: what the media type ends with, and who compressed it.
LAYERS = {
    "interpreter": ("+zstd", r"zstd 1\.\d+\.\d+"),
    "cowsay": ("+gzip", r"libdeflate 1\.\d+"),
    "six": ("", None),
    "main": ("", None),
}

# A wheel's layer is made in the wheel's repository.
TARGETS = {
    "interpreter": r"//tests:app_tar",
    "cowsay": r"@@rules_python.+cowsay//:pkg",
    "six": r"@@rules_python.+six//:pkg",
    "main": r"//tests:app_tar",
}


def read(short_path):
    """A file among the runfiles, of which the working directory is the main repository."""
    with open(short_path, "rb") as file:
        return file.read()


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


class MetadataTest(unittest.TestCase):
    def setUp(self):
        self.layers = dict(zip(LAYERS, json.loads(read(IMAGE))))
        self.metadata = {name: json.loads(read(layer["metadata"])) for name, layer in self.layers.items()}

    def test_layers_are_all_there_in_order(self):
        found = [os.path.basename(layer["metadata"]).split(".")[1] for layer in json.loads(read(IMAGE))]
        self.assertEqual(list(LAYERS), found)

    def test_only_what_rules_img_knows_is_said(self):
        for name, metadata in self.metadata.items():
            self.assertEqual({"mediaType", "digest", "size", "diff_id", "history"}, set(metadata), name)

    def test_descriptors_are_of_the_layers(self):
        for name, metadata in self.metadata.items():
            content = read(self.layers[name]["blob"])
            self.assertEqual(digest(content), metadata["digest"], name)
            self.assertEqual(len(content), metadata["size"], name)
            self.assertEqual(MEDIA_TYPE + LAYERS[name][0], metadata["mediaType"], name)
            self.assertEqual(metadata["mediaType"], self.layers[name]["media_type"], name)

    def test_diff_ids_are_of_the_tars(self):
        for name in ("six", "main"):
            self.assertEqual(digest(read(self.layers[name]["blob"])), self.metadata[name]["diff_id"])
        tar = gzip.decompress(read(self.layers["cowsay"]["blob"]))
        self.assertEqual(digest(tar), self.metadata["cowsay"]["diff_id"])
        self.assertNotEqual(self.metadata["interpreter"]["digest"], self.metadata["interpreter"]["diff_id"])

    def test_the_history_tells_the_target_and_the_encoder(self):
        for name, metadata in self.metadata.items():
            (entry,) = metadata["history"]
            self.assertRegex(entry["created_by"], "^bazel build " + TARGETS[name] + "$")
            encoder = LAYERS[name][1]
            if encoder:
                self.assertTrue(re.fullmatch(encoder, entry["comment"]), entry)
            else:
                self.assertNotIn("comment", entry)

    def test_listings_are_of_the_layers(self):
        for name, member in {
            "interpreter": "bin/python3.11",
            "cowsay": "site-packages/cowsay/main.py",
            "six": "site-packages/six.py",
            "main": "tests/app.py",
        }.items():
            listing = read(self.layers[name]["mtree"]).decode()
            self.assertIn("/" + member + " type=", listing)


if __name__ == "__main__":
    IMAGE = sys.argv.pop(1)
    unittest.main()
