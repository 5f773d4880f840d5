"""The texts in the sources: what an error line is made of."""

import pathlib
import re

# A literal of C++ or Starlark, or whatever else.
_CPP = re.compile(r'R"\((?P<raw>.*?)\)"|"(?P<text>(?:[^"\\\n]|\\.)*)"|//[^\n]*|\'(?:[^\'\\\n]|\\.)\'', re.DOTALL)
_STARLARK = re.compile(r'"""(?P<raw>.*?)"""|"(?P<text>(?:[^"\\\n]|\\.)*)"|#[^\n]*', re.DOTALL)


def _unescaped(text):
    return re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), text)


def literals(path):
    """The literals of a source, in their order; what the language joins is one."""
    text = path.read_text(encoding="utf-8")
    found = []
    end = None
    for match in (_STARLARK if path.suffix == ".bzl" else _CPP).finditer(text):
        part = match["raw"]
        if part is None:
            part = match["text"] and _unescaped(match["text"])
        if part is None:
            continue
        joined = end is not None and re.fullmatch(r"\s*\+?\s*", text[end : match.start()])
        if joined:
            found[-1] += part
        else:
            found.append(part)
        end = match.end()
    return found


def sources(checkout):
    """What says something to users."""
    for path in sorted(pathlib.Path(checkout, "private").rglob("*")):
        is_test = path.suffix == ".cc" and path.stem.endswith(("_test", "_fuzz", "_benchmark")) or path.parent.name == "testing"
        if path.suffix in (".bzl", ".cc", ".h") and not is_test:
            yield path


def failures(path):
    """The messages of `fail` in a .bzl file, with "…" for what differs."""
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r'\bfail\(\(?((?:\s*(?:\+\s*)?"(?:[^"\\\n]|\\.)*")+)', text):
        parts = re.findall(r'"((?:[^"\\\n]|\\.)*)"', match[1])
        yield _unescaped("".join(parts)).replace("{}", "…")


def error_kinds(path):
    """What the errors of a C++ file begin with."""
    text = path.read_text(encoding="utf-8")
    return [match[1] for match in re.finditer(r'(?<!Usage)Error\(\s*"([^"]+)"', text)]
