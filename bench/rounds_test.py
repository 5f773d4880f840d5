import unittest

from bench.failure import Failure
from bench.rounds import alternate, rotated, summary
from bench.testing import InTemporaryDirectory, cost
from bench.tools import Job, Step


class SummaryTest(unittest.TestCase):
    def test_median_spread_and_highest_peak(self):
        found = summary([cost(4, 9, 1), cost(2, 1, 7), cost(3, 2, 2)], 5)
        self.assertEqual((found.seconds, found.cpu, found.rss, found.size), (3, 2, 7, 5))
        self.assertAlmostEqual(found.spread, 2 / 3)


class RotatedTest(unittest.TestCase):
    def test_each_is_first_once(self):
        self.assertEqual([rotated([1, 2, 3], i) for i in range(4)], [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 2, 3]])


class AlternateTest(InTemporaryDirectory):
    def run_jobs(self, jobs, rounds=2):
        return alternate(jobs, rounds, self.directory / "scratch")

    def step(self, name, command, captured=False):
        return Step(name, [["sh", "-c", command]], captured)

    def test_every_job_runs_once_a_round_and_once_before(self):
        log = self.directory / "log"
        jobs = [Job([self.step(name, f"echo {name} >>{log}")], self.directory) for name in ("a", "b")]
        self.run_jobs(jobs)
        self.assertEqual(log.read_text().split(), ["a", "b", "b", "a", "a", "b"])

    def test_later_steps_find_the_output_and_include_the_time_of_the_earlier_ones(self):
        made = self.step("made", "sleep 0.1; printf 12345", captured=True)
        read = self.step("read", "test $(wc -c <{output}) = 5")
        found = self.run_jobs([Job([made, read], self.directory)])
        self.assertEqual((found["made"].size, found["read"].size), (5, 5))
        self.assertGreater(found["read"].seconds, found["made"].seconds)

    def test_no_job_finds_the_output_of_another_run(self):
        self.run_jobs([Job([self.step("a", "test ! -e {output} && touch {output} {output}.more")], self.directory)])
        self.assertEqual(list(self.directory.iterdir()), [])

    def test_tar_that_lacks_something_is_refused(self):
        self.write("directory/x")
        steps = [self.step("packer", "tar -cf {output} directory")]
        self.run_jobs([Job(steps, self.directory, members=1)])
        with self.assertRaisesRegex(Failure, "packer packed 1 files and links of 2"):
            self.run_jobs([Job(steps, self.directory, members=2)])


if __name__ == "__main__":
    unittest.main()
