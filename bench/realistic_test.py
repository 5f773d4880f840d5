import os
import unittest

from bench.realistic import SHORTENED_FROM, first_bytes, make_realistic, size_at, unpack
from bench.testing import InTemporaryDirectory


class SizeAtTest(unittest.TestCase):
    def test_whole_tree_has_every_file_whole(self):
        for size in (0, 1, SHORTENED_FROM, SHORTENED_FROM + 1):
            self.assertEqual(size_at(1.0, "x", size), size)

    def test_small_files_are_there_or_not(self):
        sizes = [size_at(0.25, f"package/module_{i}.py", 100) for i in range(4000)]
        self.assertEqual(set(sizes), {100, None})
        self.assertAlmostEqual(sizes.count(100) / len(sizes), 0.25, delta=0.03)

    def test_large_files_are_shortened(self):
        self.assertEqual(size_at(0.25, "libx.so", 4 * SHORTENED_FROM), SHORTENED_FROM)


class UnpackTest(InTemporaryDirectory):
    def test_keeps_content_and_executable_bit(self):
        wheel = self.wheel("x", {"x/plain": b"1", "x/bin/tool": b"22"}, executables=["x/bin/tool"])
        site = self.directory / "site"
        self.assertEqual(unpack(wheel, site, 1.0), ["x/bin/tool", "x/plain"])
        self.assertEqual((site / "x/bin/tool").read_bytes(), b"22")
        self.assertTrue(os.access(site / "x/bin/tool", os.X_OK))
        self.assertEqual((site / "x/plain").stat().st_mode & 0o111, 0)

    def test_first_bytes_ends_within_a_chunk(self):
        self.assertEqual(b"".join(first_bytes(iter([b"abc", b"def", b"ghi"]), 5)), b"abcde")
        self.assertEqual(list(first_bytes(iter([b"abc"]), 0)), [])


class RealisticTest(InTemporaryDirectory):
    def test_every_link_leads_to_what_is_there(self):
        wheels = [
            self.wheel("first", {"first/__init__.py": b"text\n" * 1000, "first/native.so": b"\x7fELF", "ns/first/x.py": b""}),
            self.wheel("second", {"ns/second/y.py": b"", "second-1.0.dist-info/METADATA": b""}),
        ]
        top = self.directory / "app.runfiles"
        make_realistic(top, wheels, 1.0)
        links = [path for path in top.rglob("*") if path.is_symlink()]
        self.assertEqual(len(links), 2 * 5)
        for path in links:
            self.assertTrue(path.exists(), path)
            self.assertFalse(os.path.isabs(os.readlink(path)))
        venv = top / "_main/app/_app.venv/lib/python3.11/site-packages"
        self.assertEqual(os.path.realpath(venv / "ns/second/y.py"), f"{top}/rules_python++pip+pypi_311_second/site-packages/ns/second/y.py")
        self.assertEqual(len(list(top.glob("_main/app/team_*/*/module_*.py"))), 3000)


if __name__ == "__main__":
    unittest.main()
