import unittest
from unittest import mock

from bench import trees
from bench.testing import InTemporaryDirectory


class TreesTest(InTemporaryDirectory):
    def setUp(self):
        super().setUp()
        self.made = []
        for patch in (
            mock.patch.object(trees, "MAKERS", {"toy": (self.make_toy, 0.5)}),
            mock.patch.object(trees, "bring_wheels", lambda directory: ["wheel"]),
            mock.patch("sys.stderr"),
        ):
            patch.start()
            self.addCleanup(patch.stop)

    def make_toy(self, runfiles, wheels, scale):
        self.made.append((wheels, scale))
        runfiles.mkdir()
        (runfiles / "file").write_bytes(b"12")

    def test_tree_is_made_once_for_each_scale(self):
        for scale in (1.0, 1.0, 0.1):
            given = trees.Trees(self.directory, scale).get("toy")
        self.assertEqual(self.made, [(["wheel"], 0.5), (["wheel"], 0.05)])
        self.assertEqual((given.files, given.bytes, given.directory), (1, 2, self.directory / "trees-0.1/toy"))

    def test_tree_from_the_cache_is_as_the_one_that_was_made(self):
        cached = trees.Trees(self.directory, 1.0)
        self.assertEqual(cached.get("toy"), cached.get("toy"))
        self.assertEqual(len(self.made), 1)

    def test_another_generator_makes_it_anew(self):
        cached = trees.Trees(self.directory, 1.0)
        cached.get("toy")
        cached.directory.joinpath("toy/app.runfiles/leftover").touch()
        with mock.patch.object(trees, "generator_sum", lambda: "another"):
            self.assertEqual(cached.get("toy").files, 1)
        self.assertEqual(len(self.made), 2)


if __name__ == "__main__":
    unittest.main()
