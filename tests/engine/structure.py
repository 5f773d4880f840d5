"""Checks how the engine's files hang together: includes point one way, and no two headers declare a type of one name, which linkers do
not tell of.

Usage: structure.py ENGINE, the directory of the engine's folders.
"""

import collections
import pathlib
import re
import sys

# A folder includes those after it. Tests may include `testing`, which may include all but the programs.
ORDER = [
    "pkg_pyvenv",
    "cli",
    "image",
    "sbom",
    "sandbox",
    "verify",
    "diff",
    "plan",
    "source",
    "layers",
    "archive",
    "report",
    "report_page",
    "inspect",
    "pack",
    "tar",
    "compress",
    "digest",
    "elf",
    "metadata",
    "tree",
    "base",
]
PROGRAMS = ["pkg_pyvenv", "cli"]
INCLUDE = re.compile(r'^#include "([^"/]+)/', re.MULTILINE)
TYPE = re.compile(r"^(?:struct|class|enum class) (\w+)[^;]*\{", re.MULTILINE)


def may_include(file, other):
    folder = file.parent.name
    is_test = file.stem.endswith(("_test", "_benchmark", "_fuzz"))
    if folder == "testing":
        return other not in PROGRAMS
    if is_test and other == "testing":
        return True
    return folder == other or ORDER.index(folder) < ORDER.index(other)


def faults(engine):
    headers_of = collections.defaultdict(list)
    for file in sorted(engine.glob("*/*")):
        if file.suffix not in (".cc", ".h"):
            continue
        if file.parent.name not in ORDER + ["testing"]:
            yield "%s: the order of folders, in %s, does not have its folder" % (file, pathlib.Path(__file__).name)
            continue
        text = file.read_text(encoding="utf-8")
        for other in sorted(set(INCLUDE.findall(text))):
            if other not in ORDER + ["testing"] or not may_include(file, other):
                yield "%s includes %s" % (file, other)
        if file.suffix == ".h":
            for name in TYPE.findall(text):
                headers_of[name].append(file)
    for name, headers in headers_of.items():
        if len(headers) > 1:
            yield "%s is declared in %s" % (name, " and ".join(map(str, headers)))


def main():
    found = list(faults(pathlib.Path(sys.argv[1])))
    for fault in found:
        print(fault)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
