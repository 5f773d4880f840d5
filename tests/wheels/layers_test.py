"""Compares the layers with the wheels they were made from: the files of all wheels, each once, are `external` and nothing else is.

usage: layers_test.py --venv yes|no WHEEL-OR-LAYER-TAR...
"""

import argparse
import configparser
import hashlib
import posixpath
import sys
import tarfile
import unittest
import zipfile

SCHEMES = {"data": "data", "headers": "include", "platlib": "site-packages", "purelib": "site-packages", "scripts": "bin"}

# What installers write into a *.dist-info directory; not every rules_python puts their RECORD into runfiles.
INSTALLED = {"INSTALLER", "RECORD", "REQUESTED", "direct_url.json"}


class Entry:
    def __init__(self, layer, member, content):
        self.layer = layer
        self.path = member.name
        self.kind = {tarfile.REGTYPE: "file", tarfile.LNKTYPE: "file", tarfile.SYMTYPE: "link", tarfile.DIRTYPE: "directory"}[member.type]
        self.target = member.linkname
        self.size = len(content)
        self.content = content if len(content) < 100000 else None
        self.digest = hashlib.sha256(content).hexdigest()


def read_layers(paths):
    """{path: [entry]}"""
    entries = {}
    for path in paths:
        layer = path.split(".")[-2]
        with tarfile.open(path) as tar:
            for member in tar:
                content = tar.extractfile(member).read() if member.isfile() or member.islnk() else b""
                entries.setdefault(member.name, []).append(Entry(layer, member, content))
    return entries


def destination(name):
    """Where a member of a wheel is installed."""
    top, _, rest = name.partition("/")
    if not top.endswith(".data"):
        return "site-packages/" + name
    scheme, _, path = rest.partition("/")
    return SCHEMES[scheme] + "/" + path


def read_wheel(path):
    """{path in the repository: (size, digest)}"""
    files = {}
    with zipfile.ZipFile(path) as wheel:
        for info in wheel.infolist():
            if not info.is_dir() and not info.filename.endswith((".pyc", ".dist-info/RECORD")):
                content = wheel.read(info)
                files[destination(info.filename)] = (len(content), hashlib.sha256(content).hexdigest())
    return files


def dist_info(files):
    """The wheel's own; a vendored one lies deeper."""
    found = {path.split("/")[1] for path in files if path.split("/")[1].endswith(".dist-info")}
    assert len(found) == 1, found
    return found.pop()


class LayersTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.entries = read_layers([path for path in ARGUMENTS.inputs if path.endswith(".tar")])
        cls.wheels = {}
        for path in ARGUMENTS.inputs:
            if path.endswith(".whl"):
                files = read_wheel(path)
                cls.wheels[dist_info(files)] = files
        cls.all = [entry for entries in cls.entries.values() for entry in entries]
        cls.repositories = cls.find_repositories()
        cls.scripts = {place + "/bin": cls.entry_points(name, place) for name, place in cls.repositories.items()}

    @classmethod
    def find_repositories(cls):
        """{dist-info: directory in the layers}"""
        found = {}
        for path in cls.entries:
            parts = path.split("/")
            if len(parts) == 5 and parts[2] == "site-packages" and parts[4] == "METADATA":
                found.setdefault(parts[3], []).append("/".join(parts[:2]))
        assert sorted(found) == sorted(cls.wheels), sorted(found)
        assert all(len(places) == 1 for places in found.values()), found
        return {name: places[0] for name, places in found.items()}

    @classmethod
    def entry_points(cls, name, place):
        """The names of a wheel's console scripts."""
        path = "%s/site-packages/%s/entry_points.txt" % (place, name)
        text = cls.entries[path][0].content.decode() if path in cls.entries else ""
        points = configparser.ConfigParser(delimiters="=")
        points.read_string(text)
        return set(points["console_scripts"]) if "console_scripts" in points else set()

    def entry(self, path):
        return self.entries[path][0]

    def test_a_path_is_in_one_layer(self):
        """Only directories may be in several."""
        for path, entries in self.entries.items():
            if len(entries) > 1:
                self.assertEqual({entry.kind for entry in entries}, {"directory"}, path)
                self.assertEqual(len({entry.layer for entry in entries}), len(entries), path)

    def test_external_holds_the_wheels(self):
        """Path by path and byte by byte, each once; in every mode the binary asks for all of their files."""
        expected = {}
        for name, files in self.wheels.items():
            for path, content in files.items():
                expected["%s/%s" % (self.repositories[name], path)] = content
        actual = {e.path: (e.size, e.digest) for e in self.all if e.layer == "external" and e.kind == "file"}
        actual = {path: content for path, content in actual.items() if path in expected or not self.may_be_added(path)}
        self.assertEqual(sorted(set(actual) ^ set(expected)), [])
        self.assertEqual([path for path in expected if expected[path] != actual[path]], [])

    def may_be_added(self, path):
        directory, _, name = path.rpartition("/")
        if directory.endswith(".dist-info"):
            return name in INSTALLED
        if name == "__init__.py" and "/site-packages/" in path:
            # rules_python makes one for a directory that has none, where wheels are not linked into a venv.
            return ARGUMENTS.venv == "no" and b"extend_path(" in (self.entry(path).content or b"")
        if directory in self.scripts:
            # rules_python makes a script of an entry point from version 2.1 on.
            return name in self.scripts[directory]

        # What the binary asks for besides wheels: the runfiles library, and the repository of one wheel with all that is in it.
        return "/python/runfiles/" in path or directory == self.repositories[self.dist_info_of("ninja")]

    def dist_info_of(self, name):
        return next(directory for directory in self.wheels if directory.startswith(name + "-"))

    def test_main_holds_no_bytes_of_wheels(self):
        wheels = {content for files in self.wheels.values() for content in files.values() if content[0]}
        main = [entry for entry in self.all if entry.layer == "main" and entry.kind == "file"]
        self.assertEqual([entry.path for entry in main if (entry.size, entry.digest) in wheels], [])

    def test_other_layers_hold_one_repository_each(self):
        """The interpreter's, and that of the binary."""
        for layer in ["interpreter", "main"]:
            files = [entry.path.split("/") for entry in self.all if entry.layer == layer and entry.kind == "file"]
            self.assertEqual(len({parts[1] for parts in files} - {"_repo_mapping"}), 1, layer)

    def test_links_are_in_main(self):
        self.assertEqual({entry.layer for entry in self.all if entry.kind == "link"}, {"main"})

    def resolve(self, path):
        """The entry that a path leads to in the union, link by link as the kernel goes; None for nothing."""
        walked, todo = [], path.split("/")
        for _ in range(1000):
            if not todo:
                return self.entries.get("/".join(walked), [None])[0]
            part = todo.pop(0)
            if part == "..":
                walked.pop()
                continue
            walked.append(part)
            entry = self.entries.get("/".join(walked), [None])[0]
            if entry is None:
                return None
            if entry.kind == "link":
                walked.pop()
                todo = entry.target.split("/") + todo
        raise AssertionError("a loop of links: " + path)

    def test_site_packages_of_the_venv(self):
        """With venvs_site_packages each file of each wheel is found there, without it none is."""
        venvs = [e.path for e in self.all if e.kind == "directory" and e.path.endswith("/site-packages") and ".venv/" in e.path]
        self.assertEqual(len(venvs), 1)
        providers = {}
        for name, files in self.wheels.items():
            for path in files:
                providers.setdefault(path, set()).add("%s/%s" % (self.repositories[name], path))
        for path, places in providers.items():
            if not path.startswith("site-packages/"):
                continue
            found = self.resolve("%s/%s" % (venvs[0], path[len("site-packages/"):]))
            if ARGUMENTS.venv == "yes":
                self.assertIsNotNone(found, path)
                self.assertIn(found.path, places)
            else:
                self.assertIsNone(found, path)

    def test_every_link_leads_somewhere(self):
        for entry in self.all:
            if entry.kind == "link":
                target = posixpath.join(posixpath.dirname(entry.path), entry.target)
                self.assertIsNotNone(self.resolve(target), "%s -> %s" % (entry.path, entry.target))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--venv", choices=["no", "yes"], required=True)
    parser.add_argument("inputs", nargs="+")
    ARGUMENTS = parser.parse_args()
    unittest.main(argv=sys.argv[:1], verbosity=2)
