import unittest
from unittest import mock

from bench import compress, growth, layers, pack
from bench.inputs import Input
from bench.rounds import Summary
from bench.testing import file, link


def summary(seconds=1, rss=0, size=0):
    return Summary(seconds=seconds, spread=0, cpu=0, rss=rss, size=size)


def given(entries):
    values = dict.fromkeys(("name", "directory", "manifest", "mtree", "sources"))
    return Input(**values, files=entries, links=0, directories=0, bytes=0)


class PackTest(unittest.TestCase):
    def test_hash_speed_is_what_the_hash_added(self):
        steps = {"a": summary(1, size=100), "a, openssl sha256": summary(3, size=100), "ours": summary(9, size=100)}
        self.assertEqual(pack.hash_speed(steps), 50)

    def test_every_goal_is_about_a_step_that_runs(self):
        tree = given(8)
        steps = {step.name for job in pack.jobs(mock.Mock(), tree) for step in job.steps}
        for bounds in pack.GOALS.values():
            self.assertLessEqual(set(bounds), steps)


class CompressTest(unittest.TestCase):
    def test_size_goal_is_how_much_larger_we_are(self):
        names = [compress.GZIP, compress.TAR_GZIP, compress.TAR_PIGZ, compress.BSDTAR_GZIP, compress.PYTHON_GZIP]
        gzip = {name: summary(size=100) for name in names}
        gzip[compress.GZIP] = summary(size=103)
        zstd = {name: summary() for name in (compress.ZSTD, compress.TAR_ZSTD, compress.BSDTAR_ZSTD)}
        goal = next(goal for goal in compress.goals(gzip, zstd) if goal.unit == " %")
        self.assertAlmostEqual(goal.measured, 3)
        self.assertFalse(goal.met)

    def test_every_goal_is_about_a_step_that_runs(self):
        tree = given(8)
        makers = (compress.gzip_jobs, compress.zstd_jobs)
        runs = [{step.name: summary(size=1) for job in make(mock.Mock(), tree) for step in job.steps} for make in makers]
        self.assertEqual(len(compress.goals(*runs)), 6)


class GrowthTest(unittest.TestCase):
    def test_copies_have_paths_of_their_own_and_the_same_sources(self):
        found = list(growth.copies([file("top/a"), link("top/l", "a")], 2))
        self.assertEqual([entry.path for entry in found], ["top/copy_0/a", "top/copy_0/l", "top/copy_1/a", "top/copy_1/l"])
        self.assertEqual([entry.source for entry in found if not entry.target], ["top/a", "top/a"])

    def test_goals_are_linear_time_and_200_bytes_an_entry(self):
        inputs = [given(0), given(10_000), given(20_000)]
        summaries = {growth.name_at(1): summary(2, rss=10 << 20), growth.name_at(4): summary(8.4, rss=20 << 20)}
        time, memory = growth.goals_of("files", inputs, summaries)
        self.assertAlmostEqual(time.measured, 1.05)
        self.assertTrue(time.met)
        self.assertEqual((memory.measured, memory.bound, memory.met), (10, 5.8, False))


class LayersTest(unittest.TestCase):
    def test_split_keeps_every_entry_once_and_balances_bytes(self):
        entries = [file(f"t/{i:03}", size=i * 10_000) for i in range(100)] + [link("t/l", "x")]
        with mock.patch.object(layers, "entries_of", lambda directory, top: entries):
            found = layers.split(given(0), "t")
        self.assertEqual(sorted(entry.path for layer in found for entry in layer), sorted(entry.path for entry in entries))
        sizes = [sum(entry.size for entry in layer) for layer in found]
        self.assertEqual(len(sizes), 4)
        self.assertLess(max(sizes) / min(sizes), 1.01)
        for layer in found:
            self.assertEqual(layer, sorted(layer, key=lambda entry: entry.path))


if __name__ == "__main__":
    unittest.main()
