"""What the tests make their inputs of."""

import pathlib
import tempfile
import unittest
import zipfile

from bench.inputs import Entry
from bench.process import Cost
from bench.wheels import Wheel


class InTemporaryDirectory(unittest.TestCase):
    """A test with a directory of its own."""

    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.directory = pathlib.Path(made.name)

    def write(self, path, content=b""):
        whole = self.directory / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        whole.write_bytes(content)
        return whole

    def wheel(self, name, members, executables=()):
        path = self.directory / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            for member, content in members.items():
                info = zipfile.ZipInfo(member)
                info.external_attr = (0o100755 if member in executables else 0o100644) << 16
                archive.writestr(info, content)
        wheel = Wheel(path)
        self.addCleanup(wheel.archive.close)
        return wheel


def file(path, size=1, executable=False):
    return Entry(path, source=path, size=size, executable=executable)


def link(path, target):
    return Entry(path, target=target)


def cost(seconds, cpu=0, rss=0):
    return Cost(seconds, cpu, rss)
