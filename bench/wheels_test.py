import unittest

from bench import wheels
from bench.testing import InTemporaryDirectory


class WheelTest(InTemporaryDirectory):
    def test_is_named_as_rules_python_names_repositories(self):
        self.assertEqual(self.wheel("Zope.Interface_extra", {}).name, "zope_interface_extra")

    def test_has_what_an_installer_puts_into_site_packages(self):
        wheel = self.wheel(
            "x",
            {
                "x/b.py": "",
                "x/a.so": "",
                "x-1.0.dist-info/METADATA": "",
                "x-1.0.data/purelib/x/pure.py": "",
                "x-1.0.data/platlib/x/plat.so": "",
                "x-1.0.data/scripts/run": "",
                "x-1.0.data/data/share/doc": "",
            },
        )
        paths = [path for path, _ in wheel.members()]
        self.assertEqual(paths, ["x-1.0.dist-info/METADATA", "x/a.so", "x/b.py", "x/plat.so", "x/pure.py"])

    def test_content_comes_in_chunks(self):
        content = bytes(range(256)) * 10_000
        wheel = self.wheel("x", {"x/data": content})
        chunks = list(wheel.chunks(wheel.members()[0][1]))
        self.assertGreater(len(chunks), 1)
        self.assertEqual(b"".join(chunks), content)


class SharedObjectTest(unittest.TestCase):
    def test_is_known_by_its_name_with_or_without_a_version(self):
        for path, expected in {"a/b.so": True, "libc.so.6": True, "a.so/b.py": False, "socket.py": False, "a.soname": False}.items():
            self.assertEqual(wheels.is_shared_object_name(path), expected, path)


class LockTest(unittest.TestCase):
    def test_every_wheel_is_named_once_with_its_hash(self):
        lines = [line for line in wheels.LOCK.read_text().splitlines() if not line.startswith("#")]
        for line in lines:
            self.assertRegex(line, r"^[a-z0-9-]+==[^ ]+ --hash=sha256:[0-9a-f]{64}$")
        names = wheels.locked_names()
        self.assertEqual(len(names), len(lines))
        self.assertEqual(len(names), len(set(names)))


if __name__ == "__main__":
    unittest.main()
