import contextlib
import os
import pathlib
import unittest
from unittest import mock

from bench import __main__ as main
from bench.failure import Failure
from bench.testing import InTemporaryDirectory


class BenchTest(InTemporaryDirectory):
    def bench(self, help_text="--manifest TEXT"):
        packer = self.write("packer", f"#!/bin/sh\ncat <<'END'\n{help_text}\nEND\n".encode())
        os.chmod(packer, 0o755)
        scratches = contextlib.ExitStack()
        self.addCleanup(scratches.close)
        arguments = main.parsed(["pack", "--packer", str(packer), "--cache", str(self.directory / "cache")])
        return main.Bench(arguments, scratches), scratches

    def test_flags_are_those_that_the_help_names(self):
        bench, _ = self.bench("  -h,--help   Print\n  --jobs TEXT  Threads\n  --no-hardlinks{false}  As often")
        self.assertEqual(bench.flags, {"--help", "--jobs", "--no-hardlinks"})

    def test_missing_flag_is_named(self):
        bench, _ = self.bench()
        bench.need_flags("--manifest")
        with self.assertRaisesRegex(Failure, "packer does not know --jobs: "):
            bench.need_flags("--manifest", "--jobs")

    def test_scratch_is_in_memory_where_it_fits_and_goes_at_the_end(self):
        memory = self.directory / "memory"
        memory.mkdir()
        with mock.patch.object(main, "IN_MEMORY", memory), mock.patch("sys.stderr"):
            bench, scratches = self.bench()
            self.assertIn(memory, bench.scratch(1).parents)
            self.assertIn(self.directory / "cache", bench.scratch(1 << 60).parents)
            self.assertEqual(len(list(memory.iterdir())), 1)
            scratches.close()
        self.assertEqual(list(memory.iterdir()), [])

    def test_what_cannot_run_is_passed_over_only_among_all(self):
        def unable(bench):
            raise Failure("the reason")

        done = []
        measurements = {"first": unable, "second": done.append}
        with mock.patch.object(main, "MEASUREMENTS", measurements), mock.patch.object(main, "print_machine"), mock.patch("builtins.print"):
            bench = mock.Mock()
            main.measure(bench, "all")
            self.assertEqual(done, [bench])
            with self.assertRaises(Failure):
                main.measure(bench, "first")


class ParsedTest(unittest.TestCase):
    def test_refuses_what_cannot_be_measured(self):
        sound = ["pack", "--packer", "/bin/true", "--cache", "c"]
        for words in (["--rounds", "0"], ["--scale", "0"], ["--scale", "1.1"], ["--packer", "/nowhere"]):
            with self.assertRaises(SystemExit), mock.patch("sys.stderr"):
                main.parsed(sound + words)
        self.assertEqual(main.parsed(sound).cache, pathlib.Path("c"))


if __name__ == "__main__":
    unittest.main()
