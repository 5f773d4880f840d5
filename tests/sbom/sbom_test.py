"""Bills of materials of an environment with real wheels: valid, complete, and the same from layers as with them.

Environment variables: PKG_PYVENV, the program; WORK, a directory with the environment `app`, in which to work.
"""

import importlib.metadata
import json
import os
import re
import subprocess
import unittest

import jsonschema
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.environ["WORK"]
SITE = os.path.join(WORK, "app/lib/python3.11/site-packages")
EXTENSIONS = {"spdx": ".spdx.json", "cyclonedx": ".cdx.json"}


def run(*words):
    return subprocess.run([os.environ["PKG_PYVENV"], *words], cwd=WORK, check=True, stdout=subprocess.PIPE, text=True).stdout


def read(path):
    with open(os.path.join(WORK, path), encoding="utf-8") as file:
        return file.read()


def license_of(metadata):
    """What the description of a distribution says, as the documentation has it."""
    words = metadata.get("License") or ""
    named = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License :: ")]
    named = ", ".join(name for name in named if name != "OSI Approved")
    if metadata.get("License-Expression"):
        return metadata["License-Expression"]
    if words and words != "UNKNOWN" and "\n" not in words:
        return words
    return named or words.split("\n")[0]


def installed():
    """{package URL: license} of what is in the environment."""
    found = {}
    for distribution in importlib.metadata.distributions(path=[SITE]):
        name = re.sub("[-_.]+", "-", distribution.metadata["Name"]).lower()
        found["pkg:pypi/%s@%s" % (name, distribution.version)] = license_of(distribution.metadata)
    return found


class SbomTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.with_layers = {}
        for name in EXTENSIONS:
            run("layers", "app", "-o", "layers", "--prefix", "/opt/app", "--layer-group", "numeric=numpy,pandas", "--sbom", name)
            cls.with_layers[name] = read("layers/app" + EXTENSIONS[name])
        cls.layers = json.loads(read("layers/layers.json"))["layers"]

    def of_layers(self, kind, name):
        return run("sbom", *["layers/" + layer[kind] for layer in self.layers], "--format", name, "--name", "app")

    def test_the_same_from_the_layers(self):
        for name, text in self.with_layers.items():
            self.assertEqual(json.loads(text), json.loads(self.of_layers("tar", name)))

    def test_cyclonedx_is_valid(self):
        for text in (self.with_layers["cyclonedx"], self.of_layers("listing", "cyclonedx")):
            self.assertIsNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text))

    def test_validators_find_faults(self):
        broken = self.with_layers["cyclonedx"].replace('"library"', '"no such type"')
        self.assertIsNotNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken))

    def test_spdx_is_valid(self):
        with open(os.path.join(HERE, "schema/spdx-2.3.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        for text in (self.with_layers["spdx"], self.of_layers("listing", "spdx")):
            jsonschema.Draft7Validator(schema).validate(json.loads(text))
            path = os.path.join(WORK, "document.spdx.json")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            messages = validate_full_spdx_document(parse_file(path))
            self.assertEqual([], [message.validation_message for message in messages])

    def test_every_distribution_is_there_with_its_license(self):
        expected = installed()
        self.assertGreater(len(expected), 6)
        found = {}
        for component in json.loads(self.with_layers["cyclonedx"])["components"]:
            (choice,) = component.get("licenses", [{}])
            license = choice.get("license", {})
            found[component["purl"]] = choice.get("expression") or license.get("id") or license.get("name") or ""
        # Vendored ones, which setuptools has, are no distributions of the environment.
        self.assertEqual(expected, {purl: license for purl, license in found.items() if purl in expected})
        self.assertIn("pkg:pypi/more-itertools", {purl.split("@")[0] for purl in set(found) - set(expected)})

    def test_distributions_are_in_their_layers(self):
        layer_of = {}
        for component in json.loads(self.with_layers["cyclonedx"])["components"]:
            properties = {each["name"]: each["value"] for each in component["properties"]}
            layer_of[component["name"]] = properties["rules_pkg_pyvenv:layer"]
            digests = {layer["name"]: layer["digest"] for layer in self.layers}
            self.assertEqual(digests[layer_of[component["name"]]], properties["rules_pkg_pyvenv:layer:digest"])
        self.assertEqual({"numeric"}, {layer_of[name] for name in ("numpy", "pandas")})
        self.assertNotEqual("numeric", layer_of["django"])


if __name__ == "__main__":
    unittest.main()
