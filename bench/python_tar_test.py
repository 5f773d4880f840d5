import os
import tarfile
import unittest

from bench import python_tar
from bench.inputs import entries_of, write_input
from bench.testing import InTemporaryDirectory


class PythonTarTest(InTemporaryDirectory):
    def packed(self, *compression):
        os.chmod(self.write("app.runfiles/pkg/tool", b"12"), 0o755)
        self.write("app.runfiles/pkg/é.py", b"345")
        os.symlink("pkg", self.directory / "app.runfiles/link")
        given = write_input("name", self.directory, self.directory, entries_of(self.directory, "app.runfiles"))
        output = self.directory / "out.tar"
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.directory)
        python_tar.main(given.manifest, output, *compression)
        return output

    def check(self, output, mode):
        with tarfile.open(output, mode) as tar:
            members = {member.name: (member.type, member.mode, member.linkname) for member in tar}
            self.assertEqual(
                members,
                {
                    "app.runfiles": (tarfile.DIRTYPE, 0o755, ""),
                    "app.runfiles/link": (tarfile.SYMTYPE, 0o777, "pkg"),
                    "app.runfiles/pkg": (tarfile.DIRTYPE, 0o755, ""),
                    "app.runfiles/pkg/tool": (tarfile.REGTYPE, 0o755, ""),
                    "app.runfiles/pkg/é.py": (tarfile.REGTYPE, 0o644, ""),
                },
            )
            self.assertEqual(tar.extractfile("app.runfiles/pkg/é.py").read(), b"345")

    def test_packs_files_links_and_their_directories(self):
        self.check(self.packed(), "r:")

    def test_packs_into_gzip(self):
        self.check(self.packed("gzip"), "r:gz")


if __name__ == "__main__":
    unittest.main()
