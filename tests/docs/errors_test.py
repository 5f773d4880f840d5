"""docs/troubleshooting.md quotes error lines as the sources have them, and leaves none out."""

import pathlib
import re
import unittest

from tests.docs import source_texts

_CHECKOUT = pathlib.Path(__file__).parents[2]
_PAGE = (_CHECKOUT / "docs/troubleshooting.md").read_text(encoding="utf-8")


def quoted(page):
    """The lines of the first column, from the tables with the heading "line"."""
    lines = []
    is_line = False
    for row in page.splitlines():
        if row.startswith("| line |"):
            is_line = True
        elif not row.startswith("|"):
            is_line = False
        elif is_line:
            # A code span may hold no "|", a cell does.
            lines += re.findall(r"`([^`]+)`", row.split("|")[1])
    return lines


def pieces(line):
    """What of a line is fixed."""
    return [piece for part in line.split("…") for piece in re.split(r"(?<=\w): (?=\w)|(?<=[)\"]): ", part.strip(" :;")) if piece]


class ErrorsTest(unittest.TestCase):
    def test_what_is_quoted_is_in_the_sources(self):
        texts = [text for path in source_texts.sources(_CHECKOUT) for text in source_texts.literals(path)]
        lines = quoted(_PAGE)
        self.assertGreater(len(lines), 80)
        for line in lines:
            missing = [piece for piece in pieces(line) if not any(piece in text for text in texts)]
            self.assertEqual(missing, [], line)

    def test_failures_of_the_rules_are_there(self):
        lines = quoted(_PAGE)
        for path in source_texts.sources(_CHECKOUT):
            for message in source_texts.failures(path) if path.suffix == ".bzl" else []:
                self.assertTrue(any(_says(line, message) for line in lines), f"{path.name}: {message}")

    def test_every_kind_of_error_is_there(self):
        kinds = {kind for path in source_texts.sources(_CHECKOUT) for kind in source_texts.error_kinds(path)}
        self.assertGreater(len(kinds), 40)
        lines = quoted(_PAGE)
        for kind in sorted(kinds):
            self.assertTrue(any(line.startswith(kind.rstrip()) for line in lines), kind)

    def test_a_wrong_line_is_found(self):
        self.assertEqual(pieces("cannot pack: …: no such thing"), ["cannot pack", "no such thing"])
        self.assertFalse(_says("py_binaries: … is no target", "py_binaries: … is no executable"))


def _says(line, message):
    """Whether a line of the page, which may end earlier, is a message of the source."""
    return re.match(".*".join(re.escape(part) for part in line.split("…")), message, re.DOTALL) is not None


if __name__ == "__main__":
    unittest.main()
