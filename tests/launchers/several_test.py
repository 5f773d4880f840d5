"""Starts two binaries of one tree, by their native launchers and by their direct configurations, where nothing else is.

usage: several_test.py --layers LAYER... --direct-configs FILE...
"""

import argparse
import json
import os
import sys
import tempfile
import unittest

import room


class SeveralTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        parser = argparse.ArgumentParser()
        parser.add_argument("--layers", nargs="+")
        parser.add_argument("--direct-configs", nargs="+")
        arguments = parser.parse_args()
        cls.directory = tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR"))
        cls.root = os.path.join(cls.directory.name, "root")
        room.extract(arguments.layers, cls.root)
        cls.configs = {}
        for path in arguments.direct_configs:
            with open(path, encoding="utf-8") as file:
                cls.configs[path.partition(".direct.config/")[2].removesuffix(".json")] = json.load(file)
        for config in cls.configs.values():
            room.add_libraries(cls.root, os.path.realpath(cls.root + config["Entrypoint"][0]))
        cls.room = room.Room(cls.root)

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def seen(self, command, environment={}):
        outcome = self.room.run(command, environment)
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))
        return json.loads(outcome.stdout)

    def test_a_configuration_each(self):
        self.assertEqual(list(self.configs), ["bin/one", "usr/bin/two"])
        for config in self.configs.values():
            self.assertEqual((config["User"], config["WorkingDir"]), ("65532:65532", "/"))

    def test_each_is_its_own_program_of_the_common_runfiles(self):
        for entrypoint, main in (("bin/one", "_script_venv_"), ("usr/bin/two", "_system_python_paths_")):
            with self.subTest(entrypoint):
                seen = self.seen(["/" + entrypoint])
                self.assertEqual(seen["environment"]["RUNFILES_DIR"], "/{}.runfiles".format(entrypoint))
                self.assertTrue(any(main in word for word in seen["command"]), seen["command"])
                self.assertEqual(os.readlink("{}/{}.runfiles".format(self.root, entrypoint)).rpartition("/")[2], "all.runfiles")

    def test_direct_configurations_start_the_same(self):
        for entrypoint, config in self.configs.items():
            with self.subTest(entrypoint):
                environment = dict(variable.split("=", 1) for variable in config["Env"])
                self.assertEqual(self.seen(["/" + entrypoint]), self.seen(config["Entrypoint"], environment))


if __name__ == "__main__":
    if not room.can_be_used():
        sys.exit("bubblewrap (bwrap) is not installed, or this machine does not let it make namespaces")
    unittest.main(argv=["several_test"], verbosity=2)
