"""`pkg_pyvenv completion` in real shells. The environment names the program: PKG_PYVENV."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

from tests.command.terminal import Terminal

PROGRAM = os.path.abspath(os.environ["PKG_PYVENV"])
BASH_COMPLETION = "/usr/share/bash-completion/bash_completion"

# What is typed before Tab, and the line that it becomes.
CASES = {
    "a subcommand": ("pkg_pyvenv ver", "pkg_pyvenv verify "),
    "a flag": ("pkg_pyvenv verify x.tar --js", "pkg_pyvenv verify x.tar --json "),
    "a value": ("pkg_pyvenv plan x --format b", "pkg_pyvenv plan x --format build "),
    "a value behind =": ("pkg_pyvenv plan x --format=b", "pkg_pyvenv plan x --format=build "),
    "a word of some": ("pkg_pyvenv completion z", "pkg_pyvenv completion zsh "),
    "a file": ("pkg_pyvenv verify lay", r"pkg_pyvenv verify layer\ one.tar "),
    "a file as a value": ("pkg_pyvenv plan x --plan lay", r"pkg_pyvenv plan x --plan layer\ one.tar "),
    "a directory": ("pkg_pyvenv layers x -o ou", "pkg_pyvenv layers x -o out/"),
    "a directory behind =": ("pkg_pyvenv layers x --output=ou", "pkg_pyvenv layers x --output=out/"),
    "a file after a colon": ("pkg_pyvenv diff a:v1 lay", r"pkg_pyvenv diff a:v1 layer\ one.tar "),
    "nothing for text": ("pkg_pyvenv layers x --name ou", "pkg_pyvenv layers x --name ou"),
    "nothing behind a colon": ("pkg_pyvenv verify out:la", "pkg_pyvenv verify out:la"),
    "no flag twice": ("pkg_pyvenv verify x --json --js", "pkg_pyvenv verify x --json --js"),
}


class Shells(unittest.TestCase):
    """Where all shells complete: a directory with files of similar names."""

    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.directory)
        programs = os.path.join(cls.directory, "bin")
        os.mkdir(programs)
        os.symlink(PROGRAM, os.path.join(programs, "pkg_pyvenv"))
        os.mkdir(os.path.join(cls.directory, "out"))
        for name in ("layer one.tar", "outer.tar"):
            with open(os.path.join(cls.directory, name), "w", encoding="utf-8"):
                pass
        cls.environment = {
            "PATH": programs + ":" + os.environ["PATH"],
            "HOME": cls.directory,
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
        }

    def completed(self, command, start, typed):
        """The line after Tab; Ctrl-X p prints it, as `start` sees to."""
        with Terminal(command, self.directory, self.environment, columns=200) as terminal:
            terminal.type(start + "\n")
            terminal.expect("ready\r?\n")
            terminal.type(typed + "\t\x18p")
            return terminal.expect(r"<<(.*)>>").group(1)

    def check(self, command, start, cases=CASES):
        for name, (typed, line) in cases.items():
            with self.subTest(name):
                self.assertEqual(self.completed(command, start, typed), line)


class BashTest(Shells):
    START = (
        'source <(pkg_pyvenv completion bash); bind "set enable-bracketed-paste off"; '
        """bind -x '"\\C-xp": printf "\\n<<%s>>\\n" "$READLINE_LINE"'; echo re''ady"""
    )

    def test_completes(self):
        self.check(["bash", "--norc", "--noprofile", "-i"], self.START)

    @unittest.skipUnless(os.path.exists(BASH_COMPLETION), "there is no bash-completion")
    def test_completes_beside_bash_completion(self):
        self.check(["bash", "--norc", "--noprofile", "-i"], f"source {BASH_COMPLETION}; {self.START}")


@unittest.skipUnless(shutil.which("zsh"), "there is no zsh")
class ZshTest(Shells):
    COMMAND = ["zsh", "-f", "-i"]
    COMPINIT = "autoload -Uz compinit; compinit -u -D; "
    READY = (
        "show() { print -r -- $'\\n'\"<<$BUFFER>>\" }; zle -N show; bindkey '^Xp' show; "
        "unset zle_bracketed_paste; echo re''ady"
    )

    def test_completes(self):
        self.check(self.COMMAND, self.COMPINIT + "source <(pkg_pyvenv completion zsh); " + self.READY)

    def test_completes_as_a_function_of_fpath(self):
        functions = os.path.join(self.directory, "functions")
        os.mkdir(functions)
        script = subprocess.run([PROGRAM, "completion", "zsh"], check=True, capture_output=True)
        with open(os.path.join(functions, "_pkg_pyvenv"), "wb") as file:
            file.write(script.stdout)
        start = f"fpath=({functions} $fpath); " + self.COMPINIT + self.READY
        self.check(self.COMMAND, start, {"a flag": CASES["a flag"]})


@unittest.skipUnless(shutil.which("fish"), "there is no fish")
class FishTest(Shells):
    def candidates(self, typed):
        """The words that fish would offer, without what they mean."""
        script = 'pkg_pyvenv completion fish | source; complete -C "$argv"'
        result = subprocess.run(
            ["fish", "--no-config", "-c", script, typed],
            check=True, capture_output=True, text=True, cwd=self.directory, env=self.environment,
        )
        return [line.split("\t")[0] for line in result.stdout.splitlines()]

    def test_completes(self):
        for name, (typed, line) in CASES.items():
            with self.subTest(name):
                word = re.sub(r"\\(.)", r"\1", line.removesuffix(" ")[typed.rindex(" ") + 1:])
                expected = [] if line == typed else [word]
                self.assertEqual(self.candidates(typed), expected)

    def test_tells_what_flags_mean(self):
        result = subprocess.run(
            ["fish", "--no-config", "-c", "pkg_pyvenv completion fish | source; complete -C 'pkg_pyvenv verify --al'"],
            check=True, capture_output=True, text=True, env=self.environment,
        )
        self.assertEqual(result.stdout, "--all\tPrints all findings, notes too\n")


if __name__ == "__main__":
    unittest.main()
