"""The bills of materials of the rule tell of what the listings of the layers have, and of the layers themselves."""

import json
import re
import sys
import unittest

DIST_INFO = re.compile(r"^\./\S*/site-packages/([^-/ ]+)-([^-/ ]+)\.dist-info/METADATA type=file ", re.MULTILINE)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def files(suffix):
    """{layer: path} of the files that end so."""
    return {path.split("/")[-1].split(".")[1]: path for path in PATHS if path.endswith(suffix)}


def purls_in_listings():
    return {
        layer: {"pkg:pypi/%s@%s" % (re.sub("[-_.]+", "-", name).lower(), version) for name, version in DIST_INFO.findall(read(path))}
        for layer, path in files(".mtree").items()
    }


class OutputGroupTest(unittest.TestCase):
    def setUp(self):
        self.spdx = json.loads(read(*files("app_tar.spdx.json").values()))
        self.cyclonedx = json.loads(read(*files("app_tar.cdx.json").values()))
        descriptors = {layer: path for layer, path in files(".json").items() if layer not in ("spdx", "cdx")}
        self.digests = {layer: json.loads(read(path))["digest"] for layer, path in descriptors.items()}

    def properties(self, component):
        return {each["name"].removeprefix("rules_pkg_pyvenv:"): each["value"] for each in component["properties"]}

    def test_distributions_of_each_layer(self):
        found = {layer: set() for layer in self.digests}
        for component in self.cyclonedx["components"]:
            if component["type"] == "library":
                found[self.properties(component)["layer"]].add(component["purl"])
        self.assertIn("pkg:pypi/cowsay@6.1", found["external"])
        self.assertEqual(purls_in_listings()["external"], found["external"])
        self.assertEqual(set(), found["main"])

    def test_digests_are_of_the_layers(self):
        self.assertEqual({"interpreter", "external", "main"}, set(self.digests))
        for component in self.cyclonedx["components"]:
            said = self.properties(component)
            self.assertEqual(self.digests[said["layer"]], said["layer:digest"])
        layers = {package["name"]: package["checksums"][0]["checksumValue"] for package in self.spdx["packages"] if "checksums" in package}
        self.assertEqual(self.digests, {layer: "sha256:" + checksum for layer, checksum in layers.items()})

    def test_the_interpreter_is_in_its_layer(self):
        (python,) = [component for component in self.cyclonedx["components"] if component["type"] == "platform"]
        self.assertRegex(python["purl"], r"^pkg:generic/python@3\.11")
        self.assertEqual("interpreter", self.properties(python)["layer"])

    def test_both_documents_have_the_same(self):
        references = [each["referenceLocator"] for package in self.spdx["packages"] for each in package.get("externalRefs", []) if each["referenceType"] == "purl"]
        self.assertEqual([component["purl"] for component in self.cyclonedx["components"]], references)

    def test_licenses(self):
        declared = {package["name"]: package["licenseDeclared"] for package in self.spdx["packages"]}
        texts = {license["licenseId"]: license["extractedText"] for license in self.spdx["hasExtractedLicensingInfos"]}
        self.assertEqual("GNU-GPL", texts[declared["cowsay"]])
        self.assertEqual("MPL-2.0", declared["certifi"])

    def test_nothing_of_the_clock(self):
        self.assertEqual("1970-01-01T00:00:00Z", self.spdx["creationInfo"]["created"])
        self.assertEqual("1970-01-01T00:00:00Z", self.cyclonedx["metadata"]["timestamp"])


if __name__ == "__main__":
    PATHS = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
