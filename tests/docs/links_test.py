"""Links of the manual lead to files and headings that are there, and every page is in its table."""

import pathlib
import re
import unittest

from tests.docs import blocks

_CHECKOUT = pathlib.Path(__file__).parents[2]
_LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")


def _text(page):
    """Without code."""
    return re.sub(r"^```.*?^```$", "", pathlib.Path(_CHECKOUT, page).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(text):
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    names = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    return set(names) | set(re.findall(r'<a id="([^"]+)">', text))


def dead_links(page):
    dead = []
    for link in _LINK.findall(_text(page)):
        path, _, anchor = link.partition("#")
        target = (_CHECKOUT / page).parent.joinpath(path).resolve() if path else _CHECKOUT / page
        if not target.exists():
            dead.append(link)
        elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            dead.append(link)
    return dead


class LinksTest(unittest.TestCase):
    def test_links_lead_somewhere(self):
        links = 0
        for page in blocks.pages(_CHECKOUT):
            links += len(_LINK.findall(_text(page)))
            self.assertEqual(dead_links(page), [], page)
        self.assertGreater(links, 50)

    def test_every_page_is_in_the_table(self):
        linked = set(_LINK.findall(_text("docs/README.md")))
        for page in sorted(_CHECKOUT.glob("docs/*.md")):
            if page.name != "README.md":
                self.assertIn(page.name, linked)

    def test_anchors(self):
        self.assertEqual(anchors("# A: `b`, c\n## D-e (f)\n"), {"a-b-c", "d-e-f"})


class ArchitectureTest(unittest.TestCase):
    def test_files_are_those_of_the_rule(self):
        page = _text("docs/architecture.md")
        table = page[page.index("## Files of the rule") : page.index("## Folders of the engine")]
        named = [name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
        self.assertEqual(sorted(named), sorted(path.stem for path in (_CHECKOUT / "private").glob("*.bzl")))

    def test_folders_are_those_of_the_engine_in_their_order(self):
        page = _text("docs/architecture.md")
        table = page[page.index("## Folders of the engine") : page.index("`layer_packer` is compiled in")]
        order = re.search(r"^ORDER = \[(.*?)\]", (_CHECKOUT / "tests/engine/structure.py").read_text(), re.MULTILINE | re.DOTALL)[1]
        self.assertEqual(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE), re.findall(r'"(\w+)"', order))


if __name__ == "__main__":
    unittest.main()
