"""The programs of a static build: they run in a root that has nothing else, and make the bytes that those of any other build make.

Environment variable: STATIC, the build directory of CMake with PYVENV_STATIC, or none.
"""

import json
import os
import subprocess
import unittest

from tests.install.programs import CHECKOUT, PKG_PYVENV, WORK, environment, packed, run, version

STATIC = os.environ.get("STATIC", "")


def alone(program, *bound):
    """A command that starts a program of the static build in an empty root, where it sees itself and these directories."""
    command = ["bwrap", "--unshare-all", "--clearenv", "--cap-drop", "ALL", "--ro-bind", os.path.join(STATIC, program), "/program"]
    for directory in bound:
        command += ["--bind", directory, directory]
    return [*command, "/program"]


@unittest.skipUnless(STATIC, "no --all")
class StaticTest(unittest.TestCase):
    def test_both_start_without_a_library(self):
        for program in ("pkg_pyvenv", "layer_packer"):
            self.assertNotIn("INTERP", run("readelf", "--program-headers", "--wide", os.path.join(STATIC, program)))
            self.assertEqual(run(*alone(program), "--version"), "%s %s\n" % (program, version()))

    def test_layers_and_listings_are_those_of_the_dynamic_program(self):
        for compression, suffix in (("none", ""), ("gzip", ".gz"), ("zstd", ".zst")):
            with self.subTest(compression):
                dynamic = os.path.join(WORK, "dynamic." + compression)
                static = os.path.join(WORK, "static." + compression)
                made = packed(dynamic, compression)
                self.assertEqual(packed(static, compression, *alone("pkg_pyvenv", environment(), WORK)), made)
                tars = [path for path in made if path.endswith(".tar" + suffix)]
                self.assertTrue(tars)
                for tar in tars:
                    path = os.path.join(static, tar)
                    # Names are read as UTF-8 without a locale, too.
                    self.assertEqual(run(*alone("pkg_pyvenv", static), "listing", path), run(PKG_PYVENV, "listing", path))

    def test_runs_a_program_on_this_machines_usr_but_knows_none_of_its_libraries(self):
        command = os.path.join(STATIC, "pkg_pyvenv")
        layers = os.path.join(WORK, "to-run")
        index = json.loads(run(command, "layers", environment(), "--output", layers, "--entrypoint", "python3 -m pets", "--json"))
        config = os.path.join(WORK, "config.json")
        with open(config, "w", encoding="utf-8") as file:
            json.dump(index["config"], file)
        start = [command, "run", "--config", config, "--require-isolation", "--expect-stdout", "/dev/null"]
        tars = [os.path.join(layers, layer["tar"]) for layer in index["layers"]]
        run(*start, "--base-from-host", "usr", *tars)
        for flags in (["--base-from-host", "libraries"], ["--base-from-host", "usr", "--host-file", "libz.so.1"]):
            refused = subprocess.run([*start, *flags, *tars], capture_output=True, text=True, check=False)
            self.assertEqual(refused.returncode, 125)
            self.assertIn("this program itself is linked statically", refused.stderr)


if __name__ == "__main__":
    unittest.main()
