"""Where the stand-in puts the files of a wheel."""
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

from python.runfiles import runfiles

INSTALL = runfiles.Create().Rlocation("rules_python/python/private/pip/install_wheel.py")


class InstallWheelTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))

    def install(self, members):
        """Installs a wheel of these members, name: mode; the result, and what is there then, name: is it executable?"""
        wheel = os.path.join(self.directory, "wheel")
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, mode in members.items():
                info = zipfile.ZipInfo(name)
                info.external_attr = mode << 16
                archive.writestr(info, name)
        result = subprocess.run([sys.executable, INSTALL, wheel], cwd=self.directory, capture_output=True, text=True)
        os.remove(wheel)
        found = {}
        for parent, _, names in os.walk(self.directory):
            for name in names:
                path = os.path.join(parent, name)
                found[os.path.relpath(path, self.directory)] = bool(os.stat(path).st_mode & 0o111)
        return result, found

    def test_places(self):
        result, found = self.install(
            {
                "pkg/__init__.py": 0o644,
                "pkg/päth file.txt": 0o644,
                "pkg/tool": 0o755,
                "pkg-1.data/data/share/x.1": 0o644,
                "pkg-1.data/headers/x.h": 0o644,
                "pkg-1.data/platlib/plat.so": 0o755,
                "pkg-1.data/purelib/pure.py": 0o644,
                "pkg-1.data/scripts/run-it": 0o644,
                "pkg-1.dist-info/METADATA": 0o644,
            }
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(
            found,
            {
                "bin/run-it": True,
                "data/share/x.1": False,
                "include/x.h": False,
                "site-packages/pkg-1.dist-info/METADATA": False,
                "site-packages/pkg/__init__.py": False,
                "site-packages/pkg/päth file.txt": False,
                "site-packages/pkg/tool": True,
                "site-packages/plat.so": True,
                "site-packages/pure.py": False,
            },
        )

    def test_refuses(self):
        for name in ["../x", "/x", "pkg-1.data/unknown/x"]:
            result, found = self.install({name: 0o644})
            self.assertNotEqual(result.returncode, 0)
            self.assertIn(name, result.stderr)
            self.assertEqual(found, {})


if __name__ == "__main__":
    unittest.main()
