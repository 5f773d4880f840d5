"""Every module in the layers has its bytecode, and nothing else has.

usage: bytecode_test.py --layers TAR... --reports TEXT... --together TAR...
       TOGETHER: other layers of the same binary
"""

import argparse
import importlib.util
import marshal
import os
import subprocess
import sys
import tarfile
import tempfile
import unittest

ROOT = "entrypoint.runfiles"
HERE = ROOT + "/_main/tests/precompile/"
DEEP = HERE + "made/deep/"

# Why there is no bytecode of it.
NOT_COMPILED = {
    HERE + "broken.py": "SyntaxError: ",
    DEEP + "nul.py": "source code string cannot contain null bytes",
    DEEP + "template.py": "SyntaxError: ",
    DEEP + "undeclared.py": "SyntaxError: (unicode error) 'utf-8' codec can't decode",
    DEEP + "unfinished.py": "SyntaxError: ",
}
EXCLUDED = {DEEP + "without_bytecode.py"}
CLAIMED = {HERE + "compiled.py": b"of its own\n", DEEP + "own.py": b"own\n"}

# Run by the packed Python: loads each module as an import would, where nothing can be compiled.
LOAD = """
import builtins, importlib.machinery, sys
def compile(*arguments, **options):
    raise SystemExit("compiled " + str(arguments[1]))
builtins.compile = compile
for path in sys.stdin.read().split("\\0"):
    code = importlib.machinery.SourceFileLoader("module", path).get_code("module")
    assert code.co_filename == path, (code.co_filename, path)
print("loaded")
"""


def bytecode_path(path):
    return importlib.util.cache_from_source(path, optimization="")


def is_module(path):
    return path.endswith(".py")


def is_bytecode(path):
    return path.endswith(".pyc")


class Layers:
    """Layers laid over one another."""

    def __init__(self, tars):
        self.directory = tempfile.TemporaryDirectory()
        self.files, self.links, self.layers = {}, {}, {}
        for path in tars:
            with tarfile.open(path) as tar:
                tar.extractall(self.directory.name)
                for member in tar:
                    self.layers.setdefault(member.name, []).append(path)
                    if member.issym():
                        self.links[member.name] = member.linkname
                    elif not member.isdir():
                        self.files[member.name] = tar.extractfile(member).read()

    def place(self, path):
        return os.path.join(self.directory.name, path)

    def resolved(self, path):
        return os.path.relpath(os.path.realpath(self.place(path)), os.path.realpath(self.directory.name))


class BytecodeTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.layers = Layers(ARGUMENTS.layers)
        files = cls.layers.files
        cls.modules = {p for p in files if is_module(p)} - set(NOT_COMPILED) - EXCLUDED - set(CLAIMED)
        cls.reports = "".join(open(path, encoding="utf-8").read() for path in ARGUMENTS.reports)

    def test_modules_of_every_kind_are_there(self):
        names = ["generated.py", "cooked.py", "app.py"]
        deep = ["a.b.py", "empty.py", "latin.py", "module.py", "sch\u00f6n.py", "with space.py"]
        wanted = {HERE + name for name in names} | {DEEP + name for name in deep} | {ROOT + "/elsewhere/copy.py"}
        self.assertEqual(sorted(wanted - self.modules), [])
        self.assertGreater(len([p for p in self.modules if "/lib/python3" in p]), 400)
        self.assertGreater(len([p for p in self.modules if "/site-packages/" in p]), 700)

    def test_each_module_has_bytecode_and_nothing_else_has(self):
        expected = {bytecode_path(p) for p in self.modules} | {bytecode_path(p) for p in CLAIMED}
        self.assertEqual(sorted(expected ^ {p for p in self.layers.files if is_bytecode(p)}), [])

    def test_bytecode_is_in_the_layer_of_its_module(self):
        for path in self.modules:
            self.assertEqual(self.layers.layers[bytecode_path(path)], self.layers.layers[path])

    def test_bytecode_that_was_there_stays(self):
        for path, content in CLAIMED.items():
            self.assertEqual(self.layers.files[bytecode_path(path)], content)

    def test_it_is_of_the_source_and_never_checked(self):
        for path in self.modules:
            content = self.layers.files[bytecode_path(path)]
            self.assertEqual(content[:4], importlib.util.MAGIC_NUMBER, path)
            self.assertEqual(content[4:8], b"\1\0\0\0", path)
            self.assertEqual(content[8:16], importlib.util.source_hash(self.layers.files[path]), path)
            self.assertEqual(marshal.loads(content[16:]).co_filename, "/" + path)

    def test_links_to_modules_have_links_to_bytecode(self):
        expected = {}
        for path in self.layers.links:
            if is_module(path) and self.layers.resolved(path) in self.modules:
                expected[bytecode_path(path)] = bytecode_path(self.layers.resolved(path))
        found = {p: self.layers.resolved(p) for p in self.layers.links if is_bytecode(p)}
        self.assertEqual(found, expected)
        self.assertIn(HERE + "linked/__pycache__/raw.cpython-311.pyc", found)
        self.assertIn(ROOT + "/elsewhere/__pycache__/entry.cpython-311.pyc", found)
        self.assertGreater(len([p for p in found if "/site-packages/google/cloud/" in p]), 80)
        self.assertEqual(len([p for p in found if p.endswith("/site-packages/__pycache__/typing_extensions.cpython-311.pyc")]), 1)

    def test_the_packed_python_loads_it_in_place_of_the_source(self):
        links = {p for p in self.layers.links if is_module(p) and self.layers.resolved(p) in self.modules}
        pythons = [p for p in self.layers.files if p.endswith("/bin/python3") and ".venv/" not in p]
        self.assertEqual(len(pythons), 1)
        command = [self.layers.place(pythons[0]), "-S", "-B", "-X", "utf8", "-c", LOAD]
        paths = "\0".join(self.layers.place(path) for path in sorted(self.modules | links))
        done = subprocess.run(command, input=paths.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(done.stdout.decode(), "loaded\n")

    def test_reports_name_what_does_not_compile(self):
        lines = self.reports.splitlines()
        for path, fault in NOT_COMPILED.items():
            named = [line for line in lines if line.startswith(path + ": ")]
            self.assertEqual(len(named), 1, path)
            self.assertIn(fault, named[0])
        summaries = [line.split() for line in lines if line.endswith(" not")]
        self.assertEqual(sum(int(words[0]) for words in summaries), len(self.modules))
        self.assertEqual(sum(int(words[2]) for words in summaries), len(lines) - len(summaries))

    def test_other_actions_make_the_same_bytes(self):
        together = Layers(ARGUMENTS.together)
        mine = {p: content for p, content in self.layers.files.items() if is_bytecode(p)}
        self.assertNotEqual(together.layers[HERE + "generated.py"], self.layers.layers[HERE + "generated.py"])
        for path, content in mine.items():
            self.assertTrue(together.files[path] == content, path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("layers", "reports", "together"):
        parser.add_argument("--" + name, nargs="+", required=True)
    ARGUMENTS = parser.parse_args()
    unittest.main(argv=sys.argv[:1], verbosity=2)
