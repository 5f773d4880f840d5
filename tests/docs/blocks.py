"""The code blocks of Markdown pages."""

import dataclasses
import pathlib
import re

_FENCE = re.compile(r"^```(\w*)$")
_NOT_RUN = re.compile(r"^<!-- (not run|with --all): (.+) -->$")


@dataclasses.dataclass(frozen=True)
class Block:
    page: str  # relative to the checkout
    line: int  # of the block's first line of code, from 1
    language: str  # the fence's word; empty for what is no code, such as output
    text: str
    not_run: str  # why it cannot be run, or only with --all, as a comment before the block says; empty for blocks that can
    only_with_all: bool = False

    @property
    def place(self):
        return f"{self.page}:{self.line}"


def blocks_of(page, text):
    """The blocks of a page, in their order."""
    lines = text.splitlines()
    blocks = []
    reason, only_with_all = "", False
    start = language = None
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if start is None and fence:
            start, language = number + 1, fence.group(1)
        elif start is not None and line == "```":
            code = "".join(part + "\n" for part in lines[start - 1 : number - 1])
            blocks.append(Block(page, start, language, code, reason, only_with_all))
            start, reason, only_with_all = None, "", False
        elif start is None and line:
            comment = _NOT_RUN.match(line)
            reason = comment.group(2) if comment else ""
            only_with_all = bool(comment) and comment.group(1) == "with --all"
    if start is not None:
        raise ValueError(f"{page}:{start}: the block has no end")
    return blocks


def pages(checkout):
    """The manual: paths of its pages, relative to the checkout."""
    patterns = ["README.md", "CONTRIBUTING.md", "docs/*.md", "adapters/*/README.md", "e2e/*/README.md"]
    root = pathlib.Path(checkout)
    return [str(path.relative_to(root)) for pattern in patterns for path in sorted(root.glob(pattern))]


def all_blocks(checkout):
    return [
        block
        for page in pages(checkout)
        for block in blocks_of(page, pathlib.Path(checkout, page).read_text(encoding="utf-8"))
    ]
