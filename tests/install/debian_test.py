"""The package that CPack makes: what is in it, what lintian says, and how it goes in a Debian that has nothing else.

Environment variable: DEBIAN_ROOT, a root directory of Debian with apt, or none.
"""

import glob
import gzip
import os
import shutil
import unittest

from tests.install.programs import BUILD, CHECKOUT, WORK, digests, environment, files_in, packed, run, version

# A command in a root; also these directories of the machine are seen there.
ENTER = '. "$0"; root=$1; shift; enter "$root" "$@"'
# Where dpkg and apt keep their books.
BOOKS = ("var/cache", "var/lib/apt", "var/lib/dpkg", "var/log")


def package(name, epoch=1700000000):
    directory = os.path.join(WORK, name)
    # Others may build there.
    run("flock", os.path.join(BUILD, "lock"), "cpack", "-B", directory, cwd=BUILD, env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)})
    (deb,) = glob.glob(os.path.join(directory, "*.deb"))
    return deb


def field(deb, name):
    return run("dpkg-deb", "--field", deb, name).strip()


class PackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.deb = package("package")
        cls.tree = os.path.join(WORK, "package.tree")
        run("dpkg-deb", "--extract", cls.deb, cls.tree)
        cls.doc = os.path.join(cls.tree, "usr/share/doc/pkg-pyvenv")

    def read_compressed(self, path):
        with open(path, "rb") as file:
            start = file.read(10)
        self.assertEqual(start[4:9], bytes(4) + b"\2", "%s: compressed with a time, or less than it could be" % path)
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return file.read()

    def test_name_and_version(self):
        machine = run("dpkg", "--print-architecture").strip()
        self.assertEqual(os.path.basename(self.deb), "pkg-pyvenv_%s-1_%s.deb" % (version(), machine))
        self.assertEqual(field(self.deb, "Version"), version() + "-1")

    def test_depends_on_the_libraries_that_it_loads(self):
        needs = {need.split()[0] for need in field(self.deb, "Depends").split(", ")}
        self.assertLessEqual({"libarchive13", "libc6", "libdeflate0", "libstdc++6", "libzstd1"}, needs)
        self.assertEqual(field(self.deb, "Recommends"), "bubblewrap")

    def test_files_are_where_debian_has_them(self):
        files = [path for path in files_in(self.tree) if not path.startswith("usr/share/doc/pkg-pyvenv/docs/")]
        self.assertEqual(files, [
            "usr/bin/pkg_pyvenv",
            "usr/share/bash-completion/completions/pkg_pyvenv",
            "usr/share/doc/pkg-pyvenv/README.md",
            "usr/share/doc/pkg-pyvenv/changelog.Debian.gz",
            "usr/share/doc/pkg-pyvenv/changelog.gz",
            "usr/share/doc/pkg-pyvenv/copyright",
            "usr/share/fish/vendor_completions.d/pkg_pyvenv.fish",
            "usr/share/lintian/overrides/pkg-pyvenv",
            "usr/share/man/man1/pkg_pyvenv.1.gz",
            "usr/share/zsh/vendor-completions/_pkg_pyvenv",
        ])

    def test_change_logs_and_manual_page_are_compressed(self):
        with open(os.path.join(CHECKOUT, "CHANGELOG.md"), encoding="utf-8") as file:
            self.assertEqual(self.read_compressed(os.path.join(self.doc, "changelog.gz")), file.read())
        entry = self.read_compressed(os.path.join(self.doc, "changelog.Debian.gz"))
        self.assertTrue(entry.startswith("pkg-pyvenv (%s-1) " % version()), entry)
        self.assertIn("  Tue, 14 Nov 2023 22:13:20 +0000\n", entry)
        page = self.read_compressed(os.path.join(self.tree, "usr/share/man/man1/pkg_pyvenv.1.gz"))
        self.assertIn('"rules_pkg_pyvenv %s"' % version(), page.splitlines()[0])

    def test_bytes_depend_on_no_clock(self):
        with open(self.deb, "rb") as one, open(package("again"), "rb") as two:
            self.assertEqual(one.read(), two.read())

    @unittest.skipUnless("DEBIAN_ROOT" in os.environ, "no --all")
    def test_lintian_finds_nothing(self):
        self.assertEqual(run("lintian", "--allow-root", "--fail-on", "error,warning", self.deb), "")


@unittest.skipUnless("DEBIAN_ROOT" in os.environ, "no --all")
class RootTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = os.path.join(WORK, "root")
        run("cp", "-a", os.environ["DEBIAN_ROOT"], cls.root)
        cls.addClassCleanup(shutil.rmtree, cls.root)

    def within(self, *command):
        return run("bash", "-c", ENTER, os.path.join(CHECKOUT, "tools/bazel/enter.sh"), self.root, WORK, "--",
                   "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", *command)

    def files(self):
        return {path for path in files_in(self.root) if not path.startswith(BOOKS)}

    def test_installed_run_and_removed(self):
        # Made beforehand, with Python, which the root lacks.
        expected = packed(os.path.join(WORK, "of-build"), "zstd")
        deb = package("for-root")
        before = self.files()
        self.within("apt-get", "update")
        self.within("apt-get", "install", "--yes", "--no-install-recommends", deb)

        self.assertEqual(self.within("pkg_pyvenv", "--version"), "pkg_pyvenv %s\n" % version())
        output = os.path.join(WORK, "of-root")
        os.mkdir(output)
        self.within("pkg_pyvenv", "layers", environment(), "--output", output, "--compression", "zstd")
        self.assertEqual(digests(output), expected)

        self.assertEqual(self.within("dpkg", "--verify", "pkg-pyvenv"), "")
        self.within("apt-get", "purge", "--yes", "--auto-remove", "pkg-pyvenv")
        self.assertEqual(self.files() - before, set())


if __name__ == "__main__":
    unittest.main()
