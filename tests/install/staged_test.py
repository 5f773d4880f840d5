"""`cmake --install` into a directory: the files are there, and of use."""

import os
import unittest

from tests.install.programs import BUILD, CHECKOUT, WORK, files_in, run, version

PREFIX = "/usr/local"


class StagedTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = os.path.join(WORK, "stage")
        run("cmake", "--install", BUILD, "--prefix", PREFIX, env={**os.environ, "DESTDIR": cls.stage})
        cls.share = os.path.join(cls.stage + PREFIX, "share")
        cls.environment = {
            "PATH": os.path.join(cls.stage + PREFIX, "bin") + ":/usr/bin:/bin",
            "HOME": WORK,
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
            "XDG_DATA_DIRS": cls.share + ":/usr/share",
        }

    def test_files(self):
        manual = ["docs/" + path for path in files_in(os.path.join(CHECKOUT, "docs")) if path.endswith((".md", ".png"))]
        documents = ["CHANGELOG.md", "LICENSE", "LICENSE.d3-hierarchy", "README.md", *manual]
        expected = [
            "bin/pkg_pyvenv",
            "share/bash-completion/completions/pkg_pyvenv",
            "share/fish/vendor_completions.d/pkg_pyvenv.fish",
            "share/man/man1/pkg_pyvenv.1",
            "share/zsh/site-functions/_pkg_pyvenv",
            *("share/doc/pkg-pyvenv/" + path for path in documents),
        ]
        self.assertEqual(files_in(self.stage + PREFIX), sorted(expected))
        self.assertEqual(len(files_in(self.stage)), len(expected))

    def test_nothing_names_the_checkout(self):
        for path in files_in(self.stage):
            with open(os.path.join(self.stage, path), "rb") as file:
                self.assertNotIn(CHECKOUT.encode(), file.read(), path)

    def test_version_is_that_of_the_module(self):
        self.assertEqual(run("pkg_pyvenv", "--version", env=self.environment), "pkg_pyvenv %s\n" % version())

    def test_manual_page_renders(self):
        page = os.path.join(self.share, "man/man1/pkg_pyvenv.1")
        self.assertEqual(run("mandoc", "-T", "lint", "-W", "warning", page), "")
        self.assertIn("pkg_pyvenv image", run("mandoc", "-T", "ascii", "-O", "width=200", page))

    def test_bash_finds_the_completion(self):
        script = ". /usr/share/bash-completion/bash_completion; __load_completion pkg_pyvenv; complete -p pkg_pyvenv"
        self.assertIn(" -F _pkg_pyvenv ", run("bash", "--norc", "-c", script, env=self.environment))

    def test_zsh_finds_the_completion(self):
        # The directory is one of zsh's own where the prefix is that of zsh.
        script = 'fpath=(%s/zsh/site-functions $fpath); autoload -U compinit; compinit -D -u; print $_comps[pkg_pyvenv]; autoload +X -U _pkg_pyvenv'
        self.assertEqual(run("zsh", "-f", "-c", script % self.share, env=self.environment), "_pkg_pyvenv\n")

    def test_fish_finds_the_completion(self):
        output = run("fish", "--command", "complete --do-complete 'pkg_pyvenv veri'", env=self.environment)
        self.assertRegex(output, r"^verify\t.+\n$")

    def test_what_cmake_lists_is_all_there_is_to_remove(self):
        stage = self.stage + ".removed"
        run("cmake", "--install", BUILD, "--prefix", PREFIX, env={**os.environ, "DESTDIR": stage})
        self.assertNotEqual(files_in(stage), [])
        with open(os.path.join(BUILD, "install_manifest.txt"), encoding="utf-8") as file:
            for path in file.read().splitlines():
                os.remove(stage + path)
        self.assertEqual(files_in(stage), [])


if __name__ == "__main__":
    unittest.main()
