"""A program on a terminal: a pty on its three streams."""

import errno
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from fcntl import ioctl


class Terminal:
    """Runs a command on a terminal of its own; to be closed, as a context."""

    # Seconds until a test gives up; nothing depends on how long something takes.
    PATIENCE = 120

    def __init__(self, command, directory, environment, columns=100):
        self.text = ""
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            try:
                os.chdir(directory)
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._file)
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def type(self, text):
        os.write(self._file, text.encode())

    def expect(self, pattern):
        """Reads until what was not yet matched matches the pattern, and returns the match."""
        deadline = time.monotonic() + self.PATIENCE
        while not (match := re.search(pattern, self.text)):
            if not self._read(deadline):
                raise AssertionError(f"no {pattern!r} in {self.text!r}")
        self.text = self.text[match.end():]
        return match

    def finish(self):
        """Reads what there is until the program ends: its text and its exit status."""
        deadline = time.monotonic() + self.PATIENCE
        while self._read(deadline):
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return self.text, os.waitstatus_to_exitcode(status)

    def _read(self, deadline):
        ready, _, _ = select.select([self._file], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise AssertionError(f"it takes too long after {self.text!r}")
        try:
            data = os.read(self._file, 65536)
        except OSError as error:
            if error.errno != errno.EIO:  # Linux: the other end is closed
                raise
            return False
        self.text += data.decode(errors="replace")
        return bool(data)
