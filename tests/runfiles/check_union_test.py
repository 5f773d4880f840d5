"""check_union.py finds each kind of fault: a sound pair of layers is spoilt in one way after the other."""

import hashlib
import io
import os
import tarfile
import tempfile
import unittest

from tests.runfiles import check_union

ROOT = "entrypoint.runfiles"


def bazels_file(content, artifact, **more):
    return {"kind": "file", "sha256": hashlib.sha256(content).hexdigest(), "artifact": artifact, **more}


def sound_snapshot():
    entries = {
        "MANIFEST": bazels_file(b"m", None),
        "_main": {"kind": "directory"},
        "_main/app": bazels_file(b"app", "/out/app"),
        "_main/empty.py": bazels_file(b"", None),
        "_main/external": {"kind": "directory"},
        "_main/external/r": {"kind": "directory"},
        "_main/external/r/lib.so": bazels_file(b"\x7fELF", "/src/lib.so"),
        "_main/link.so": bazels_file(b"\x7fELF", "/src/lib.so"),
        "_main/null": {"kind": "device", "artifact": "/src/null"},
        "_main/raw": {"kind": "raw", "text": "../r/lib.so"},
        "_main/raw_absolute": {"kind": "raw", "text": "/usr/bin/env"},
        "_main/raw_dangling": {"kind": "raw", "text": "../nowhere"},
        "_main/tree": {"kind": "tree", "artifact": "/out/tree"},
        "_main/tree/none": {"kind": "directory", "artifact": "/out/tree/none", "inside": "_main/tree"},
        "_main/tree/x": bazels_file(b"x", "/out/tree/x", inside="_main/tree"),
        "_main/tree_again": {"kind": "tree", "artifact": "/out/tree"},
        "_main/tree_again/none": {"kind": "directory", "artifact": "/out/tree/none", "inside": "_main/tree_again"},
        "_main/tree_again/x": bazels_file(b"x", "/out/tree/x", inside="_main/tree_again"),
        "r": {"kind": "directory"},
        "r/lib.so": bazels_file(b"\x7fELF", "/src/lib.so"),
        "r/other.so": bazels_file(b"\x7fELF", "/src/other.so"),
    }
    return {"workspace": "_main", "executable": "_main/app", "entries": entries}


def member(path, **facts):
    info = tarfile.TarInfo(path)
    info.mode = 0o644
    for name, value in facts.items():
        setattr(info, name, value)
    return info


def directory(path):
    return member(path, type=tarfile.DIRTYPE, mode=0o755), b""


def link(path, text):
    return member(path, type=tarfile.SYMTYPE, mode=0o777, linkname=text), b""


def file(path, content, mode=0o644, **facts):
    return member(path, size=len(content), mode=mode, **facts), content


def sound_layers():
    """[{path: (member, content)}], bottom to top."""
    lower = [directory(ROOT), directory(ROOT + "/r"), file(ROOT + "/r/lib.so", b"\x7fELF", 0o755)]
    lower.append(file(ROOT + "/r/other.so", b"\x7fELF", 0o755))
    upper = [
        link("entrypoint", ROOT + "/_main/app"),
        directory(ROOT),
        directory(ROOT + "/_main"),
        file(ROOT + "/_main/app", b"app", 0o755),
        file(ROOT + "/_main/empty.py", b""),
        link(ROOT + "/_main/link.so", "../r/lib.so"),
        link(ROOT + "/_main/raw", "../r/lib.so"),
        link(ROOT + "/_main/raw_absolute", "/usr/bin/env"),
        link(ROOT + "/_main/raw_dangling", "../nowhere"),
        directory(ROOT + "/_main/tree"),
        file(ROOT + "/_main/tree/x", b"x"),
        link(ROOT + "/_main/tree_again", "tree"),
    ]
    return [{info.name: (info, content) for info, content in layer} for layer in (lower, upper)]


class CheckUnionTest(unittest.TestCase):
    def setUp(self):
        self.snapshot = sound_snapshot()
        self.entries = self.snapshot["entries"]
        self.lower, self.upper = self.layers = sound_layers()
        self.expectations = {}
        self.snapshots = [self.snapshot]
        self.entrypoints = ["entrypoint"]
        self.runfiles_root = None

    def put(self, made, layer=1):
        self.layers[layer][made[0].name] = made

    def findings(self):
        with tempfile.TemporaryDirectory() as scratch:
            paths = []
            for number, layer in enumerate(self.layers):
                paths.append(os.path.join(scratch, "%d.tar" % number))
                with tarfile.open(paths[-1], "w") as tar:
                    for info, content in layer.values():
                        tar.addfile(info, io.BytesIO(content))
            root = os.path.join(scratch, "root")
            os.mkdir(root)
            union = check_union.Union(paths, root, self.entrypoints, self.runfiles_root)
            comparison = check_union.Comparison(check_union.united(self.snapshots), union)
            findings = comparison.run()
            return findings + list(check_union.unmet_expectations(comparison.actual, self.expectations))

    def expect(self, *parts):
        found = self.findings()
        self.assertTrue(any(all(part in finding for part in parts) for finding in found), found)

    def test_sound(self):
        self.assertEqual([], self.findings())

    def test_missing_file(self):
        del self.lower[ROOT + "/r/other.so"]
        self.expect("r/other.so", "missing")

    def test_missing_directory(self):
        self.entries["_main/hollow"] = {"kind": "directory"}
        self.expect("_main/hollow", "missing")

    def test_missing_workspace_directory(self):
        self.entries["_main/.runfile"] = bazels_file(b"", None)
        self.assertEqual([], self.findings())
        self.put(file(ROOT + "/_main/.runfile", b""))
        self.expect("_main/.runfile", "no such path")

    def test_manifest(self):
        self.put(file(ROOT + "/MANIFEST", b"m"))
        self.expect("MANIFEST", "no such path")

    def test_more_than_bazel_has(self):
        self.put(directory(ROOT + "/_main/tree/none"))
        self.expect("_main/tree/none", "no such path")

    def test_device_as_file(self):
        self.put(file(ROOT + "/_main/null", b""))
        self.expect("_main/null", "no such path")

    def test_legacy_place(self):
        self.put(link(ROOT + "/_main/external", ".."))
        self.expect("_main/external", "no such path")

    def test_file_below_external_that_is_nowhere_else(self):
        self.entries["_main/external/r/own"] = bazels_file(b"own", "/out/own")
        self.expect("_main/external/r/own", "missing")

    def test_other_content(self):
        self.put(file(ROOT + "/_main/tree/x", b"y"))
        self.expect("_main/tree/x", "other content")

    def test_other_text_of_a_raw_link(self):
        self.put(link(ROOT + "/_main/raw", "./../r/lib.so"))
        self.expect("_main/raw", "Bazel has a link to ../r/lib.so")

    def test_raw_link_as_file(self):
        self.put(file(ROOT + "/_main/raw", b"\x7fELF", 0o755))
        self.expect("_main/raw", "Bazel has a link to ../r/lib.so")

    def test_raw_link_that_leads_elsewhere(self):
        self.entries["_main/raw_dangling"]["text"] = "tree/none"
        self.put(link(ROOT + "/_main/raw_dangling", "tree/none"))
        self.expect("_main/raw_dangling", "leads to None", "Bazel's to _main/tree/none")

    def test_link_to_another_artifact_with_the_same_bytes(self):
        self.put(link(ROOT + "/_main/link.so", "../r/other.so"))
        self.expect("_main/link.so", "another artifact")

    def test_dangling_link(self):
        self.put(link(ROOT + "/_main/link.so", "r/lib.so"))
        self.expect("_main/link.so", "leads to None")

    def test_link_out_of_the_runfiles(self):
        self.put(link(ROOT + "/_main/link.so", "/usr/bin/env"))
        self.expect("_main/link.so", "outside")

    def test_link_inside_a_tree(self):
        self.entries["_main/tree/y"] = bazels_file(b"x", "/out/tree/y", inside="_main/tree")
        self.put(link(ROOT + "/_main/tree/y", "x"))
        self.expect("_main/tree/y", "of its own")

    def test_link_for_a_plain_directory(self):
        del self.entries["_main/tree"]["artifact"]
        self.entries["_main/tree"]["kind"] = "directory"
        self.put(link(ROOT + "/_main/tree", "../r"))
        self.expect("_main/tree", "of its own")

    def test_bytes_twice(self):
        self.put(file(ROOT + "/_main/link.so", b"\x7fELF", 0o755))
        self.expect("same artifact")

    def test_tree_twice(self):
        self.put(directory(ROOT + "/_main/tree_again"))
        self.put(file(ROOT + "/_main/tree_again/x", b"x"))
        self.expect("_main/tree_again", "same artifact")

    def test_path_in_two_layers(self):
        self.put(file(ROOT + "/_main/app", b"app", 0o755), layer=0)
        self.expect("_main/app", "0.tar", "1.tar")

    def test_directory_with_two_modes(self):
        self.lower[ROOT][0].mode = 0o700
        self.expect(ROOT, "0.tar", "1.tar")

    def test_modes(self):
        self.put(file(ROOT + "/_main/empty.py", b"", 0o755))
        self.expect("_main/empty.py", "mode 755")
        self.put(file(ROOT + "/_main/app", b"app", 0o644))
        self.expect("_main/app", "mode 644")
        self.lower[ROOT + "/r/lib.so"][0].mode = 0o555
        self.expect("r/lib.so", "mode 555")

    def test_owner(self):
        self.upper[ROOT + "/_main/app"][0].gid = 7
        self.expect("_main/app", "owner")

    def test_names_of_the_owner(self):
        self.upper[ROOT + "/_main/app"][0].uname = "root"
        self.expect("_main/app", "owner")

    def test_two_times(self):
        self.upper[ROOT + "/_main/app"][0].mtime = 1
        self.expect("_main/app", "time 1")

    def hard_link(self, path, target, layer, mode=0o755):
        self.put((member(ROOT + path, type=tarfile.LNKTYPE, mode=mode, linkname=ROOT + target), b""), layer)

    def test_hard_link(self):
        self.hard_link("/r/other.so", "/r/lib.so", layer=0)
        self.assertEqual([], self.findings())

    def test_hard_link_to_another_layer(self):
        self.hard_link("/_main/app", "/r/lib.so", layer=1)
        self.expect("_main/app", "no earlier file of its layer")

    def test_hard_link_of_another_mode(self):
        self.hard_link("/r/other.so", "/r/lib.so", layer=0, mode=0o644)
        self.expect("r/other.so", "no earlier file of its layer and mode")

    def test_hard_link_to_other_content(self):
        self.hard_link("/_main/empty.py", "/_main/app", layer=1)
        self.expect("_main/empty.py", "other content")

    def test_special_file(self):
        self.put((member(ROOT + "/_main/empty.py", type=tarfile.FIFOTYPE), b""))
        self.expect("_main/empty.py", "a member of type")

    def add_program(self):
        """Another program, which starts in a directory of its own."""
        self.entries["_repo_mapping"] = bazels_file(b"1", "/out/app.repo_mapping")
        other = bazels_file(b"other", "/out/other")
        mapping = bazels_file(b"2", "/out/other.repo_mapping")
        entries = {"_main": {"kind": "directory"}, "_main/other": other, "_repo_mapping": mapping}
        self.snapshots.append({"workspace": "_main", "executable": "_main/other", "entries": entries})
        self.entrypoints.append("bin/other")
        self.put(file(ROOT + "/_main/other", b"other", 0o755))
        self.put(file(ROOT + "/_repo_mapping", b"12"))
        self.put(link("bin/other", "../" + ROOT + "/_main/other"))
        self.put(link("bin/other.runfiles", "../" + ROOT))

    def test_two_programs(self):
        self.add_program()
        self.assertEqual([], self.findings())

    def test_file_of_another_program_is_missing(self):
        self.add_program()
        del self.upper[ROOT + "/_main/other"]
        self.expect("_main/other", "missing")

    def test_other_program_does_not_find_its_runfiles(self):
        self.add_program()
        self.put(link("bin/other.runfiles", ROOT))
        self.expect("bin/other.runfiles", "no link to ../" + ROOT)

    def test_other_program_is_not_executable(self):
        self.add_program()
        self.put(file(ROOT + "/_main/other", b"other"))
        self.expect("_main/other", "mode 644")

    def test_runfiles_elsewhere(self):
        self.runfiles_root = "elsewhere.runfiles"
        self.expect("entrypoint", "no link to elsewhere.runfiles/_main/app")

    def test_entrypoint(self):
        self.put(link("entrypoint", ROOT + "/_main/tree/x"))
        self.expect("entrypoint", "no link to")

    def test_outside_the_runfiles(self):
        self.put(directory("usr"))
        self.expect("usr", "outside")

    def test_expectations(self):
        self.expectations = {
            "_main/app": "file",
            "_main/empty.py": "empty",
            "_main/gone": "absent",
            "_main/link.so": "link ../r/lib.so",
            "r": "directory",
        }
        self.assertEqual([], self.findings())
        for path, wanted in {
            "_main/app": "empty",
            "_main/gone": "file",
            "_main/link.so": "file",
            "_main/raw": "link r/lib.so",
            "r": "absent",
        }.items():
            self.expectations = {path: wanted}
            self.expect(path, 'not "%s"' % wanted)


if __name__ == "__main__":
    unittest.main()
