"""Code blocks are found where they are, and a block that is wrong fails."""

import os
import pathlib
import tempfile
import unittest

from tests.docs import blocks, starlark
from tests.docs.code_blocks import data_fault, shell_fault
from tests.docs.workspace import Commands

_PAGE = """# A page

```sh
one
```

<!-- not run: why -->
```starlark
two()
```

```
output
```

<!-- with --all: takes long -->
```sh
three
```
"""


class BlocksTest(unittest.TestCase):
    def test_blocks_of_a_page(self):
        found = blocks.blocks_of("page.md", _PAGE)
        self.assertEqual(
            [(block.place, block.language, block.text, block.not_run, block.only_with_all) for block in found],
            [
                ("page.md:4", "sh", "one\n", "", False),
                ("page.md:9", "starlark", "two()\n", "why", False),
                ("page.md:13", "", "output\n", "", False),
                ("page.md:18", "sh", "three\n", "takes long", True),
            ],
        )

    def test_block_without_end(self):
        with self.assertRaises(ValueError):
            blocks.blocks_of("page.md", "```sh\n")

    def test_data(self):
        self.assertEqual(data_fault(_block("json", '{"a": 1}')), "")
        self.assertNotEqual(data_fault(_block("json", '{"a": }')), "")
        self.assertNotEqual(data_fault(_block("toml", "a = ")), "")


class ShellTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.workspace = Commands(pathlib.Path(directory.name), {"PATH": directory.name + ":" + os.defpath})
        program = pathlib.Path(directory.name, "pkg_pyvenv")
        program.write_text("#!/bin/sh\nexit 1\n")
        program.chmod(0o755)

    def test_any_command_that_fails_fails_the_block(self):
        self.assertEqual(shell_fault(_block("sh", "true"), self.workspace), "")
        self.assertIn("status 1", shell_fault(_block("sh", "false\ntrue"), self.workspace))
        self.assertIn("status 1", shell_fault(_block("sh", "false | true"), self.workspace))

    def test_only_diff_may_end_with_1(self):
        self.assertEqual(shell_fault(_block("sh", "pkg_pyvenv diff a b"), self.workspace), "")
        self.assertIn("status 1", shell_fault(_block("sh", "pkg_pyvenv verify a\ntrue"), self.workspace))


class StarlarkTest(unittest.TestCase):
    def test_missing_loads_come_before(self):
        text = starlark.build_file(_block("starlark", 'tar_runfiles(name = "x")\n'))
        self.assertIn('load("@rules_pkg_pyvenv//:defs.bzl", "tar_runfiles")', text)

    def test_an_attribute_is_one_of_tar_runfiles(self):
        text = starlark.build_file(_block("starlark", "layer_groups = {}\n"))
        self.assertIn('tar_runfiles(name = "tar", py_binary = ":app",\nlayer_groups = {},\n)', text)


def _block(language, text):
    return blocks.Block("page.md", 1, language, text, "")


if __name__ == "__main__":
    unittest.main()
