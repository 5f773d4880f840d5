"""The static program of a release: it runs in a root that has nothing else, and makes the bytes that any other build makes.

Environment variable: STATIC, the unpacked archive of the program, or none.
"""

import json
import os
import subprocess
import unittest

from tests.install.programs import PKG_PYVENV, WORK, environment, files_in, packed, run, version

STATIC = os.environ.get("STATIC", "")
PROGRAM = os.path.join(STATIC, "bin/pkg_pyvenv")


def alone(*bound):
    """A command that starts the program in an empty root, where it sees itself and these directories."""
    command = ["bwrap", "--unshare-all", "--clearenv", "--cap-drop", "ALL", "--ro-bind", PROGRAM, "/pkg_pyvenv"]
    for directory in bound:
        command += ["--bind", directory, directory]
    return [*command, "/pkg_pyvenv"]


@unittest.skipUnless(STATIC, "no --all")
class StaticTest(unittest.TestCase):
    def test_starts_alone(self):
        self.assertEqual(run(*alone(), "--version"), "pkg_pyvenv %s\n" % version())

    def test_has_the_licences_of_what_is_in_it(self):
        documents = os.path.join(STATIC, "share/doc/pkg-pyvenv")
        self.assertLessEqual({"LICENSE", "LICENSE.d3-hierarchy", "libraries/libarchive-dev", "libraries/libc6-dev"}, set(files_in(documents)))

    def test_layers_and_listings_are_those_of_the_dynamic_program(self):
        for compression, suffix in (("none", ""), ("gzip", ".gz"), ("zstd", ".zst")):
            with self.subTest(compression):
                dynamic = os.path.join(WORK, "dynamic." + compression)
                static = os.path.join(WORK, "static." + compression)
                made = packed(dynamic, compression)
                self.assertEqual(packed(static, compression, *alone(environment(), WORK)), made)
                tars = [path for path in made if path.endswith(".tar" + suffix)]
                self.assertTrue(tars)
                for tar in tars:
                    path = os.path.join(static, tar)
                    # Names are read as UTF-8 without a locale, too.
                    self.assertEqual(run(*alone(static), "listing", path), run(PKG_PYVENV, "listing", path))

    def test_runs_a_program_on_this_machines_usr_but_knows_none_of_its_libraries(self):
        layers = os.path.join(WORK, "to-run")
        index = json.loads(run(PROGRAM, "layers", environment(), "--output", layers, "--entrypoint", "python3 -m pets", "--json"))
        config = os.path.join(WORK, "config.json")
        with open(config, "w", encoding="utf-8") as file:
            json.dump(index["config"], file)
        start = [PROGRAM, "run", "--config", config, "--require-isolation", "--expect-stdout", "/dev/null"]
        tars = [os.path.join(layers, layer["tar"]) for layer in index["layers"]]
        run(*start, "--base-from-host", "usr", *tars)
        for flags in (["--base-from-host", "libraries"], ["--base-from-host", "usr", "--host-file", "libz.so.1"]):
            refused = subprocess.run([*start, *flags, *tars], capture_output=True, text=True, check=False)
            self.assertEqual(refused.returncode, 125)
            self.assertIn("this program itself is linked statically", refused.stderr)


if __name__ == "__main__":
    unittest.main()
