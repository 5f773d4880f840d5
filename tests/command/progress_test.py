"""What pkg_pyvenv shows while it works. The environment names the program: PKG_PYVENV."""

import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from tests.command.terminal import Terminal

PROGRAM = os.path.abspath(os.environ["PKG_PYVENV"])
ERASE = "\r\x1b[K"


class ProgressTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.directory)
        runfiles = os.path.join(cls.directory, "app.runfiles", "_main")
        os.makedirs(runfiles)
        words = random.Random(7)
        with open(os.path.join(runfiles, "text"), "w", encoding="utf-8") as file:
            # More than what is read ahead of the compression, with one job 4 MiB.
            file.writelines(f"{words.getrandbits(28):x} is {words.getrandbits(20):x}\n" for _ in range(500000))
        with open(os.path.join(runfiles, "app"), "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n")
        os.chmod(os.path.join(runfiles, "app"), 0o755)
        cls.environment = {"PATH": os.environ["PATH"], "TERM": "xterm"}

    def pack(self, output, *flags):
        # One job, so that what is packed is compressed as it is read.
        return [PROGRAM, "layers", "app.runfiles", "--launcher", "_main/app", "-o", output, "--jobs", "1", *flags]

    def pack_slowly(self, output, environment, columns=100):
        """The text of a terminal on which the work rests, once it has begun, for more than a second."""
        command = self.pack(output, "--compression", "gzip", "--compression-level", "9")
        place = os.path.join(self.directory, output)
        with Terminal(command, self.directory, environment, columns) as terminal:
            deadline = time.monotonic() + Terminal.PATIENCE
            while not (os.path.isdir(place) and os.listdir(place)):
                self.assertLess(time.monotonic(), deadline, "nothing is packed")
                time.sleep(0.001)
            os.kill(terminal.pid, signal.SIGSTOP)
            time.sleep(1.2)
            os.kill(terminal.pid, signal.SIGCONT)
            text, status = terminal.finish()
        self.assertEqual(status, 0, text)
        return text

    def test_tells_bytes_rate_and_time_left_and_goes(self):
        text = self.pack_slowly("out", self.environment)
        self.assertRegex(text, r"\r\x1b\[Kpacking \[#*-*\] [\d.]+ \w+ of [\d.]+ MB, [\d.]+ \w+/s, (\d+ min )?\d+ s left")
        before, _, table = text.rpartition(ERASE)
        self.assertIn("packing", before)
        self.assertNotIn("packing", table)
        self.assertIn("main", table)

    def test_fits_the_terminal(self):
        text = self.pack_slowly("narrow", self.environment, columns=30)
        lines = [line.partition("\r")[0] for line in text.split(ERASE)[1:-1]]
        self.assertTrue(lines)
        self.assertEqual({len(line) for line in lines}, {29})

    def test_dumb_terminals_see_none(self):
        text = self.pack_slowly("dumb", {**self.environment, "TERM": "dumb"})
        self.assertNotIn("packing", text)
        self.assertNotIn("\x1b", text)

    def test_nothing_is_coloured(self):
        text = self.pack_slowly("colour", {**self.environment, "NO_COLOR": "1"})
        self.assertIn("packing", text)
        self.assertEqual(set(re.findall(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", text)), {"\x1b[K"})

    def test_pipes_see_none_and_get_the_same_bytes(self):
        with Terminal(self.pack("seen"), self.directory, self.environment) as terminal:
            self.assertEqual(terminal.finish()[1], 0)
        result = subprocess.run(self.pack("unseen"), cwd=self.directory, env=self.environment, capture_output=True, check=True)
        self.assertEqual(result.stderr, b"")
        for name in os.listdir(os.path.join(self.directory, "seen")):
            with open(os.path.join(self.directory, "seen", name), "rb") as one, open(os.path.join(self.directory, "unseen", name), "rb") as other:
                self.assertEqual(one.read(), other.read(), name)


if __name__ == "__main__":
    unittest.main()
