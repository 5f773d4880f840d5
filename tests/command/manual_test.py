"""--help and the manual page of pkg_pyvenv. The environment names the program: PKG_PYVENV."""

import os
import re
import shutil
import subprocess
import unittest

PROGRAM = os.path.abspath(os.environ["PKG_PYVENV"])


def output(*command, text=None):
    return subprocess.run(command, check=True, capture_output=True, text=True, input=text).stdout


class ManualTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.subcommands = re.findall(r"^  (\w+)  ", output(PROGRAM, "--help"), re.MULTILINE)
        cls.helps = {name: output(PROGRAM, name, "--help") for name in cls.subcommands}
        cls.page = output(PROGRAM, "man")

    def test_help_is_whole_and_fits_a_terminal(self):
        self.assertGreater(len(self.subcommands), 7)
        for name, text in self.helps.items():
            with self.subTest(name):
                self.assertIn(f"\nUsage: pkg_pyvenv {name} [OPTIONS]", text)
                self.assertRegex(text, r"\nExit status:\n  0     .*\n  [12]     ")
                examples = text.partition("\nExamples:\n")[2]
                self.assertTrue(examples)
                self.assertIn(f"pkg_pyvenv {name}", examples)
                self.assertTrue(text.isascii())
                lines = text.partition("\nExamples:\n")[0].splitlines()
                self.assertLessEqual(max(map(len, lines)), 80)

    def test_defaults_from_the_environment_are_told(self):
        for name in ("layers", "image", "sbom"):
            self.assertIn("[SOURCE_DATE_EPOCH, else 0]", " ".join(self.helps[name].split()))

    def test_examples_have_flags_that_there_are(self):
        for name, text in self.helps.items():
            flags = set(re.findall(r"^  (?:(-\w),)?(--[\w-]+)", text, re.MULTILINE))
            known = {flag for names in flags for flag in names}
            for line in text.partition("\nExamples:\n")[2].splitlines():
                words = line.partition("#")[0].partition(" | ")[0].partition(" -- ")[0].split()
                used = {word for word in words[2:] if word.startswith("-")}
                self.assertLessEqual(used, known, line)

    def test_page_has_all_of_the_help(self):
        shown = output("mandoc", "-Tascii", "-Owidth=1000", text=self.page)
        shown = re.sub(r".\x08", "", shown)
        sections = dict(zip(re.findall(r"^   (\w+)$", shown, re.MULTILINE), re.split(r"^   \w+$", shown, flags=re.MULTILINE)[1:]))
        self.assertEqual(list(sections), self.subcommands)
        for name, text in self.helps.items():
            for flag in re.findall(r"^  (?:-\w,)?(--[\w-]+)", text, re.MULTILINE):
                self.assertRegex(sections[name], rf"(?m)^ +(-\w, )?{flag}\b")
            for example in text.partition("\nExamples:\n")[2].splitlines():
                self.assertIn(example.strip(), sections[name])

    def test_page_has_the_usual_sections(self):
        headings = re.findall(r"^\.SH (.*)$", self.page, re.MULTILINE)
        self.assertEqual(headings, ["NAME", "SYNOPSIS", "DESCRIPTION", "SUBCOMMANDS", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"])
        for variable in ("SOURCE_DATE_EPOCH", "NO_COLOR", "TERM", "TMPDIR"):
            self.assertIn(f"\n.B {variable}\n", self.page)

    def test_page_is_without_fault(self):
        # Long lines of the source, which nobody reads, are a matter of style.
        lint = subprocess.run(["mandoc", "-Tlint", "-Wwarning"], input=self.page, capture_output=True, text=True, check=False)
        self.assertEqual((lint.stdout, lint.returncode), ("", 0))
        if shutil.which("groff"):
            groff = subprocess.run(["groff", "-man", "-ww", "-z"], input=self.page, capture_output=True, text=True, check=True)
            self.assertEqual(groff.stderr, "")


if __name__ == "__main__":
    unittest.main()
