import os
import unittest

from bench.synthetic import HUGE_SIZE, make_huge, make_small, small_path, small_sizes
from bench.testing import InTemporaryDirectory


class SmallTest(InTemporaryDirectory):
    def test_sizes_spread_from_1_to_8_KiB(self):
        sizes = list(small_sizes(10_000))
        self.assertTrue(all(1024 <= size < 8192 for size in sizes))
        self.assertAlmostEqual(sum(sizes) / len(sizes), (1024 + 8192) / 2, delta=100)

    def test_sizes_are_the_same_in_every_run(self):
        self.assertEqual(list(small_sizes(3)), [8184, 5431, 7298])

    def test_no_two_files_have_one_path(self):
        self.assertEqual(len({small_path(i) for i in range(100_000)}), 100_000)

    def test_files_are_cut_from_python_text_alone(self):
        wheel = self.wheel("x", {"x/a.py": b"py" * 5000, "x/b.so": b"so" * 5000})
        make_small(self.directory / "small", [wheel], 0.0001)
        content = b"".join(path.read_bytes() for path in sorted(self.directory.glob("small/**/*.py")))
        self.assertEqual(len(content), sum(small_sizes(10)))
        self.assertEqual(set(content), set(b"py"))


class HugeTest(InTemporaryDirectory):
    def test_files_are_cut_from_shared_objects_alone(self):
        wheel = self.wheel("x", {"x/a.py": b"py" * 500, "x/b.so": b"so" * 500})
        scale = 1000 / HUGE_SIZE
        make_huge(self.directory / "huge", [wheel], scale)
        files = sorted(self.directory.glob("huge/**/*.so.12"))
        self.assertEqual([os.path.getsize(path) for path in files], [1000] * 10)
        self.assertEqual({path.read_bytes() for path in files}, {b"so" * 500})


if __name__ == "__main__":
    unittest.main()
