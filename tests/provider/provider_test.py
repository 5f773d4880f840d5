"""Checks an index of layers that a rule has made with `TarRunfilesInfo`, against the output groups and the files of the target.

usage: provider_test.py --index=INDEX --layer=NAME... --entrypoint=PATH...
"""

import argparse
import json
import re
import unittest


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--index", required=True)
    parser.add_argument("--layer", action="append")
    parser.add_argument("--entrypoint", action="append")
    return parser.parse_args()


class ProviderTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        with open(ARGUMENTS.index, encoding="utf-8") as file:
            cls.index = json.load(file)
        cls.layers = cls.index["layers"]
        cls.groups = cls.index["groups"]

    def of_all_layers(self, field):
        return [layer[field] for layer in self.layers]

    def test_layers_bottom_to_top(self):
        self.assertEqual(ARGUMENTS.layer, self.of_all_layers("name"))

    def test_files_of_the_target_are_the_layers(self):
        self.assertEqual(self.index["files"], self.of_all_layers("tar"))

    def test_output_groups_have_the_same_files_in_the_same_order(self):
        self.assertEqual(self.groups["descriptors"], self.of_all_layers("descriptor"))
        self.assertEqual(self.groups["facts"], self.of_all_layers("facts"))
        self.assertEqual(self.groups["listings"], self.of_all_layers("listing"))
        self.assertEqual(self.groups["manifests"], self.of_all_layers("manifest"))
        self.assertEqual(self.groups["tarballs"], self.of_all_layers("tar"))
        self.assertEqual(self.groups["image_config"], list(self.index["image_configs"].values()))
        self.assertEqual(self.groups["direct_image_config"], list(self.index["direct_image_configs"].values()))

    def test_each_layer_has_an_output_group_of_its_name(self):
        for layer in self.layers:
            self.assertEqual(self.groups[layer["name"]], [layer["tar"]])

    def test_descriptor_is_of_the_tar(self):
        for layer in self.layers:
            said = layer["said_by_descriptor"]
            self.assertEqual(said["mediaType"], "application/vnd.oci.image.layer.v1.tar")
            self.assertEqual(said["digest"], "sha256:" + layer["tar_sha256"])
            self.assertEqual(said["diffID"], said["digest"])
            self.assertEqual(said["size"], layer["tar_size"])

    def test_listing_is_of_the_manifest(self):
        """What was asked for is there; names that need quoting in a listing aside."""
        for layer in self.layers:
            asked = {"./" + path for path in layer["paths_of_manifest"] if path.isascii() and path.isprintable() and " " not in path}
            self.assertLess({"./%s.runfiles" % ARGUMENTS.entrypoint[0]}, asked)
            self.assertEqual(set(), asked - set(layer["paths_of_listing"]))

    def test_configuration_of_each_entry_point(self):
        self.assertEqual(ARGUMENTS.entrypoint, list(self.index["configs"]))
        for entrypoint, config in self.index["configs"].items():
            self.assertEqual(config["Entrypoint"], ["/" + entrypoint])
        self.assertEqual(self.index["image_config"], self.index["image_configs"][ARGUMENTS.entrypoint[0]])

    def test_direct_configuration_of_each_entry_point(self):
        self.assertEqual(ARGUMENTS.entrypoint, list(self.index["direct_configs"]))
        for entrypoint, config in self.index["direct_configs"].items():
            runfiles = "/%s.runfiles" % entrypoint
            self.assertIn("RUNFILES_DIR=" + runfiles, config["Env"])
            self.assertEqual([word for word in config["Entrypoint"] if not word.startswith(runfiles + "/")], [])
        self.assertEqual(self.index["direct_image_config"], self.index["direct_image_configs"][ARGUMENTS.entrypoint[0]])

    def test_report_has_the_layers_in_order(self):
        words = self.index["report"].split()
        self.assertEqual(ARGUMENTS.layer, [word for word in words if word in ARGUMENTS.layer])

    def test_report_page_has_the_layers_and_their_digests(self):
        data = json.loads(re.search(r'<script type="application/json" id="data">(.*)</script>', self.index["report_page"])[1])
        self.assertEqual(ARGUMENTS.layer, [layer["name"] for layer in data["layers"]])
        self.assertEqual(
            ["sha256:" + layer["tar_sha256"] for layer in self.index["layers"]],
            [layer["digest"] for layer in data["layers"]],
        )


if __name__ == "__main__":
    ARGUMENTS = parse_arguments()
    unittest.main(argv=["provider_test"], verbosity=2)
