"""Tests of precompile.py by itself: what builds with this Python, or in order, do not come to.

usage: precompile_test.py PRECOMPILE
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv.pop(1))))
sys.dont_write_bytecode = True
import precompile  # noqa: E402


def has_addresses(source):
    return precompile.has_addresses(compile(source, "name", "exec"))


class HasAddressesTest(unittest.TestCase):
    def test_sets_of_numbers_and_strings_have_none(self):
        self.assertFalse(has_addresses("x in {1, 'a', b'b', True}"))
        self.assertFalse(has_addresses("x in {}; y = (None, ...)"))

    def test_sets_with_none_or_ellipsis_have(self):
        self.assertTrue(has_addresses("x in {1, None}"))
        self.assertTrue(has_addresses("x in {1, ...}"))
        self.assertTrue(has_addresses("x in {(1, None), 2}"))

    def test_they_are_found_in_functions(self):
        self.assertTrue(has_addresses("class C:\n  def f(self):\n    return lambda: x in {1, None}"))


class CommandTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name

    def place(self, name):
        return os.path.join(self.directory, name)

    def run_on(self, *modules):
        """Each module: kind, path in the layer, path on disk."""
        lines = ["r.runfiles"] + [line for module in modules for line in module]
        precompile.write(self.place("modules"), "".join(line + "\n" for line in lines).encode(errors="surrogateescape"))
        arguments = [self.place(name) for name in ("tree", "manifest", "report", "modules")]
        command = [sys.executable, "-S", "-B", precompile.__file__] + arguments
        return subprocess.run(command, env={"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}, stderr=subprocess.PIPE, text=True, check=False)

    def compiled(self, *modules):
        done = self.run_on(*modules)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return sorted(os.path.relpath(os.path.join(d, f), self.place("tree")) for d, _, files in os.walk(self.place("tree")) for f in files)

    def test_nothing_to_do(self):
        self.assertEqual(self.compiled(), [])
        self.assertEqual(os.path.getsize(self.place("manifest")), 0)

    def test_a_generated_file_that_may_be_a_raw_link(self):
        precompile.write(self.place("x.py"), b"")
        os.symlink(self.place("x.py"), self.place("staged.py"))
        os.symlink("x.py", self.place("relative.py"))
        os.symlink("/nowhere/x.py", self.place("dangling.py"))
        names = ["x.py", "staged.py", "relative.py", "dangling.py"]
        found = self.compiled(*[("module_or_raw_link", "r.runfiles/" + name, self.place(name)) for name in names])
        self.assertEqual([os.path.basename(path).partition(".")[0] for path in found], ["staged", "x"])

    def test_names(self):
        names = ["a b.py", "sch\u00f6n.py", "\udcff.py"]
        for name in names:
            precompile.write(self.place(name), b"")
        found = self.compiled(*[("module", "r.runfiles/" + name, self.place(name)) for name in names])
        self.assertEqual([os.path.basename(path).partition(".")[0] for path in found], ["a b", "sch\u00f6n"])
        with open(self.place("manifest"), encoding="utf-8") as manifest:
            paths = [json.loads(line)["path"] for line in manifest]
        self.assertEqual(sorted(paths), sorted(precompile.bytecode_path("r.runfiles/" + name) for name in names[:2]))

    def test_directories_and_devices_are_no_modules(self):
        os.mkdir(self.place("directory.py"))
        os.symlink("/dev/null", self.place("null.py"))
        self.assertEqual(self.compiled(*[("module", "r.runfiles/" + n, self.place(n)) for n in ("directory.py", "null.py")]), [])

    def test_what_cannot_be_written_fails_and_is_named(self):
        precompile.write(self.place("x.py"), b"")
        os.makedirs(precompile.bytecode_path(self.place("tree/x.py")))
        done = self.run_on(("module", "r.runfiles/x.py", self.place("x.py")))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, "^precompile: error: r.runfiles/x.py: IsADirectoryError: [^\n]*\n$")
        self.assertFalse(os.path.exists(self.place("manifest")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
