"""An image layout has the layers that tar_runfiles made, unchanged and in order, and its program starts from them."""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import unittest


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def blob(digest):
    return os.path.join(FLAGS.layout, "blobs", *digest.split(":"))


def digest_of(path):
    with open(path, "rb") as file:
        return "sha256:" + hashlib.sha256(file.read()).hexdigest()


class ImageTest(unittest.TestCase):
    def setUp(self):
        index = read_json(os.path.join(FLAGS.layout, "index.json"))
        (reference,) = index["manifests"]
        self.manifest = read_json(blob(reference["digest"]))
        self.config = read_json(blob(self.manifest["config"]["digest"]))
        self.descriptors = [read_json(path) for path in read_json(FLAGS.descriptors)]

    def test_layers_are_those_of_tar_runfiles(self):
        expected = [(layer["mediaType"], layer["digest"], layer["size"]) for layer in self.descriptors]
        self.assertGreater(len(expected), 1)
        self.assertEqual(expected, [(layer["mediaType"], layer["digest"], layer["size"]) for layer in self.manifest["layers"]])

    def test_diff_ids_are_those_of_tar_runfiles(self):
        self.assertEqual([layer["diffID"] for layer in self.descriptors], self.config["rootfs"]["diff_ids"])

    def test_blobs_are_what_their_digests_say(self):
        for layer in self.manifest["layers"]:
            self.assertEqual(layer["digest"], digest_of(blob(layer["digest"])))

    def test_the_program_starts(self):
        with tempfile.TemporaryDirectory() as root:
            for layer in self.manifest["layers"]:
                with tarfile.open(blob(layer["digest"])) as tar:
                    tar.extractall(root)
            command = self.config["config"]["Entrypoint"]
            self.assertTrue(command[0].startswith("/"), command)
            started = subprocess.run([root + command[0], *command[1:]], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
            self.assertEqual((0, ""), (started.returncode, started.stderr))
            self.assertIn(FLAGS.text, started.stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--text", required=True)
    parser.add_argument("layout")
    parser.add_argument("descriptors", help="a file with the paths of the layers' descriptors, bottom to top, as JSON")
    FLAGS = parser.parse_args()
    unittest.main(argv=sys.argv[:1])
