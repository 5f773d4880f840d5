"""Runs the code blocks of the manual, and says which do not do what they should.

  usage: python3 -m tests.docs.code_blocks CHECKOUT CACHE BUILDIFIER [--all] [PAGE...]

  --all: those as well that take long
"""

import dataclasses
import json
import pathlib
import sys
import tomllib

from tests.docs import blocks as markdown
from tests.docs import starlark
from tests.docs.workspace import Workspace, environment_of

# `diff` exits with 1 where it finds the differences that a page wants to show.
_PRELUDE = r"""set -euo pipefail
pkg_pyvenv() { command pkg_pyvenv "$@" || { local status=$?; [ "$1" = diff ] && [ $status = 1 ]; }; }
"""


class Outcome:
    def __init__(self):
        self.run = self.failed = self.not_run = 0

    def ran(self, block, fault):
        """`fault` is what went wrong; empty if nothing did."""
        self.run += 1
        if fault:
            self.failed += 1
            print(f"{block.place}: FAILED\n{block.text}--- it said:\n{fault}\n", flush=True)

    def left_out(self, block):
        self.not_run += 1
        print(f"{block.place}: not run: {block.not_run}", flush=True)


def data_fault(block):
    try:
        json.loads(block.text) if block.language == "json" else tomllib.loads(block.text)
    except ValueError as error:
        return str(error)
    return ""


def flags_fault(block, workspace):
    """Of lines of a .bazelrc."""
    flags = [line.removeprefix("build ") for line in block.text.splitlines() if not line.startswith("#")]
    status, output = workspace.run("bazel build --nobuild " + " ".join(flags) + " //app:app_tar")
    return output if status else ""


def shell_fault(block, workspace):
    status, output = workspace.run(_PRELUDE + block.text)
    return f"{output}(status {status})" if status else ""


def run_page(blocks, workspace, outcome):
    """Runs what a page runs, one after the other."""
    workspace.restore()
    for block in blocks:
        if block.language in ("json", "toml"):
            outcome.ran(block, data_fault(block))
        elif block.language in ("bazelrc", "sh") and block.not_run:
            outcome.left_out(block)
        elif block.language == "bazelrc":
            outcome.ran(block, flags_fault(block, workspace))
        elif block.language == "sh":
            outcome.ran(block, shell_fault(block, workspace))


def run_starlark(blocks, workspace, buildifier, outcome):
    """All at once, for Bazel's sake."""
    faults = {block: starlark.syntax_fault(block, buildifier) for block in blocks}
    analysed = [block for block in blocks if not block.not_run]
    workspace.restore()
    faults |= starlark.analyse(analysed, workspace) if analysed else {}
    for block in blocks:
        if block.not_run and not faults[block]:
            outcome.left_out(block)
        else:
            outcome.ran(block, faults[block])


def main(checkout, cache, buildifier, *words):
    pages = [word for word in words if word != "--all"]
    build = pathlib.Path(checkout, "build/docs")
    workspace = Workspace(build / "workspace", environment_of(checkout, cache, build))
    blocks = [block for block in markdown.all_blocks(checkout) if not pages or block.page in pages]
    if "--all" in words:
        blocks = [dataclasses.replace(block, not_run="") if block.only_with_all else block for block in blocks]
    known = {"", "bazelrc", "json", "mermaid", "sh", "starlark", "toml"}
    outcome = Outcome()
    for block in blocks:
        if block.language not in known:
            outcome.ran(block, f'nobody knows how to run "{block.language}"')
    for page in dict.fromkeys(block.page for block in blocks):
        run_page([block for block in blocks if block.page == page], workspace, outcome)
    run_starlark([block for block in blocks if block.language == "starlark"], workspace, buildifier, outcome)
    print(f"{outcome.run - outcome.failed} blocks do what they should, {outcome.failed} do not, {outcome.not_run} were not run")
    return 1 if outcome.failed or not outcome.run else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
