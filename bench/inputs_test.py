import json
import os
import subprocess
import unittest

from bench.inputs import entries_of, escaped, manifest_line, parents_of, write_input
from bench.testing import InTemporaryDirectory, file, link


class EntriesTest(InTemporaryDirectory):
    def test_files_and_links_in_order_of_bytes(self):
        self.write("top/b/x", b"123")
        self.write("top/b.py")
        os.chmod(self.write("top/a"), 0o755)
        os.symlink("b", self.directory / "top/to_directory")
        os.symlink("nowhere", self.directory / "top/dangling")
        self.assertEqual(
            entries_of(self.directory, "top"),
            [
                file("top/a", 0, executable=True),
                file("top/b.py", 0),
                file("top/b/x", 3),
                link("top/dangling", "nowhere"),
                link("top/to_directory", "b"),
            ],
        )


class WordsTest(unittest.TestCase):
    def test_manifest_says_only_what_an_entry_has(self):
        self.assertEqual(json.loads(manifest_line(file("t/é"))), {"path": "t/é", "type": "file", "source": "t/é"})
        self.assertEqual(json.loads(manifest_line(file("t/a", executable=True)))["executable"], True)
        self.assertEqual(json.loads(manifest_line(link("t/l", "a"))), {"path": "t/l", "type": "link", "target": "a"})

    def test_mtree_names_have_octal_for_what_is_not_plain(self):
        self.assertEqual(escaped("a b#=\\é*?["), r"a\040b\043\075\134\303\251\052\077\133")

    def test_parents_come_before_their_children_and_once(self):
        self.assertEqual(parents_of([file("a/b/c/x"), file("a/b/y"), link("a/d/l", "x")]), ["a", "a/b", "a/b/c", "a/d"])


class InputTest(InTemporaryDirectory):
    def written(self):
        self.write("tree/app.runfiles/pkg/with space", b"12")
        self.write("tree/app.runfiles/pkg/é.py", b"345")
        os.symlink("pkg", self.directory / "tree/app.runfiles/link")
        top = self.directory / "tree"
        return write_input("name", top, self.directory, entries_of(top, "app.runfiles"))

    def test_counts_what_is_in_it(self):
        given = self.written()
        self.assertEqual((given.files, given.links, given.directories, given.bytes, given.entries), (2, 1, 2, 5, 5))

    def test_sources_are_what_xargs_reads(self):
        given = self.written()
        words = ["xargs", "--null", f"--arg-file={given.sources}", "cat"]
        self.assertEqual(subprocess.run(words, cwd=given.directory, stdout=subprocess.PIPE, check=True).stdout, b"12345")

    def test_bsdtar_makes_the_tree_of_its_mtree(self):
        given = self.written()
        output = self.directory / "out.tar"
        subprocess.run(["bsdtar", "-c", "-f", output, f"@{given.mtree}"], cwd=given.directory, check=True)
        extracted = self.directory / "extracted"
        extracted.mkdir()
        subprocess.run(["tar", "-xf", output], cwd=extracted, check=True)
        self.assertEqual(entries_of(extracted, "app.runfiles"), entries_of(given.directory, "app.runfiles"))
        self.assertEqual((extracted / "app.runfiles/pkg/é.py").read_bytes(), b"345")


if __name__ == "__main__":
    unittest.main()
