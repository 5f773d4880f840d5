import unittest

from bench.failure import Failure
from bench.process import run
from bench.testing import InTemporaryDirectory, cost


class RunTest(InTemporaryDirectory):
    def test_output_of_each_is_input_of_the_next(self):
        output = self.directory / "output"
        run([["printf", "b\na\n"], ["sort"], ["tr", "a", "A"]], self.directory, output)
        self.assertEqual(output.read_bytes(), b"A\nb\n")

    def test_runs_in_the_directory(self):
        self.write("here", b"x")
        run([["test", "-e", "here"]], self.directory)

    def test_time_lasts_until_the_last_program_ends_and_waiting_is_not_work(self):
        found = run([["sleep", "0.2"], ["true"]], self.directory)
        self.assertGreaterEqual(found.seconds, 0.2)
        self.assertLess(found.cpu, found.seconds)

    def test_memory_is_that_of_the_program_not_of_this_one(self):
        bytes_here = bytearray(64 << 20)
        little = run([["true"]], self.directory)
        much = run([["dd", "if=/dev/zero", "of=/dev/null", "bs=32M", "count=1"]], self.directory)
        self.assertGreater(little.rss, 0)
        self.assertLess(little.rss, len(bytes_here) // 2)
        self.assertGreater(much.rss, 32 << 20)

    def test_memory_of_programs_at_once_adds_up(self):
        words = ["dd", "if=/dev/zero", "of=/dev/null", "bs=32M", "count=1"]
        self.assertGreater(run([words, words], self.directory).rss, 64 << 20)

    def test_failure_names_program_status_and_reason(self):
        with self.assertRaisesRegex(Failure, r"^sh -c .* ended with status 3: the reason$"):
            run([["sh", "-c", "echo first >&2; echo the reason >&2; exit 3"], ["cat"]], self.directory)


class CostTest(unittest.TestCase):
    def test_of_steps_one_after_the_other_adds_times_but_not_memory(self):
        self.assertEqual(cost(1, 2, 30) + cost(10, 20, 3), cost(11, 22, 30))


if __name__ == "__main__":
    unittest.main()
