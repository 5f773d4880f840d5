"""Compiles the modules of one layer to bytecode that Python loads without a look at their source: `unchecked-hash`, PEP 552.

usage: precompile.py TREE MANIFEST REPORT MODULES

TREE      directory to fill: <path below RF>/__pycache__/<module>.<tag>.pyc
MANIFEST  to write: what is in TREE, as layer_packer reads it (private/engine/tree/manifest.h), with paths in the layer
REPORT    to write: how many were compiled, and why others were not
MODULES   three lines each: what it is (see below), its path in the layer, its path on disk. The first module's path is that of RF

It runs in the Python that is packed, 3.8 or newer, as `python -S -s -B` with PYTHONHASHSEED=0.

The same source gives the same bytes in every run. What Python writes depends on more than the source: on the strings that it has
interned so far, for other code. One that it meets again may be one object with another of the module, or may not, and that is to be seen
in the bytecode. So each module is compiled in a process of its own, forked from one that has imported next to nothing, and in which every
string of one character, of which there is only ever one object, is interned: of these some are, some not, by whether Python found its
own modules compiled when it started.
"""

import _frozen_importlib_external  # importlib.util without all that it imports
import _imp
import marshal
import os
import sys

MODULE = "module"
MODULE_OR_RAW_LINK = "module_or_raw_link"  # Bazel 7 cannot tell
CLAIMED = "claimed"  # the path of a .pyc file that is there already

# Bytes from which Python makes no module, for one reason or the other; templates and tests of wheels are among such files.
NO_MODULE = (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError)

MAGIC = _frozen_importlib_external.MAGIC_NUMBER
UNCHECKED_HASH = (0b01).to_bytes(4, "little")


def bytecode_path(path):
    return _frozen_importlib_external.cache_from_source(path, optimization="")


def bytecode(source, name):
    """The content of a .pyc file. `name`: for tracebacks, where Python does not know better."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    if sys.version_info < (3, 11) and has_addresses(code):
        raise ValueError("before Python 3.11 the order of a constant set with None or ... in it differs from run to run")
    key = int.from_bytes(MAGIC, "little")
    return MAGIC + UNCHECKED_HASH + _imp.source_hash(key, source) + marshal.dumps(code)


def has_addresses(constant):
    """Whether an order of hashes is in it that are addresses: numbers and strings have others (with PYTHONHASHSEED)."""
    if isinstance(constant, frozenset):
        return not all(isinstance(item, (bytes, int, str)) for item in constant)
    if isinstance(constant, tuple):
        return any(has_addresses(item) for item in constant)
    return hasattr(constant, "co_consts") and has_addresses(constant.co_consts)


def is_utf8(path):
    return path.encode("utf-8", "ignore").decode() == path


def is_module(kind, source):
    """Whether there is a file to compile: source directories may be named like one, and Bazel lays out a file as itself or as an absolute link."""
    if not is_utf8(source):
        return False  # JSON has no such names, and hardly anyone a module called so.
    if kind == MODULE_OR_RAW_LINK and os.path.islink(source) and not os.readlink(source).startswith("/"):
        return False
    return kind != CLAIMED and os.path.isfile(source)


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


class Failure(Exception):
    """What went wrong has been said."""


def compile_apart(path, source, output):
    """Why there is no bytecode of a module; empty if there is. One at a time: two were no faster, and layers are compiled beside others."""
    from_child, to_parent = os.pipe()
    child = os.fork()
    if child == 0:
        run_in_child(path, source, output, to_parent)
    os.close(to_parent)
    with open(from_child, "rb") as pipe:
        fault = pipe.read().decode(errors="surrogateescape")
    if os.waitpid(child, 0)[1] != 0:
        raise Failure
    return fault


def run_in_child(path, source, output, to_parent):
    status = 1
    try:
        with open(source, "rb") as file:
            content = file.read()
        try:
            write(output, bytecode(content, "/" + path))
        except NO_MODULE as fault:
            text = " ".join(("%s: %s" % (type(fault).__name__, fault)).split())
            os.write(to_parent, text.encode(errors="surrogateescape")[:4096])
        status = 0  # Not so for a disk that is full, or a module that is gone.
    except Exception as fault:
        sys.stderr.write("precompile: error: %s: %s: %s\n" % (path, type(fault).__name__, fault))
        sys.stderr.flush()
    finally:
        os._exit(status)


def read_modules(path):
    """(path of RF in the layer, [(path in the layer, path on disk)] of what is to be compiled)"""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        lines = file.read().split("\n")
    root, rest = lines[0], lines[1:-1]
    records = [tuple(rest[i : i + 3]) for i in range(0, len(rest), 3)]
    claimed = {path for kind, path, _ in records if kind == CLAIMED}
    return root, [
        (path, source)
        for kind, path, source in records
        if is_module(kind, source) and bytecode_path(path) not in claimed
    ]


def write_manifest(path, compiled):
    import json  # only now that nothing is compiled any more

    lines = [json.dumps({"path": module, "source": output, "type": "file"}, ensure_ascii=False) + "\n" for module, output in compiled]
    write(path, "".join(lines).encode("utf-8", "surrogateescape"))


def main(tree, manifest, report, modules):
    root, modules = read_modules(modules)
    for code_point in range(256):
        sys.intern(chr(code_point))
    results = []
    for path, source in modules:
        output = bytecode_path(tree + path[len(root) :])
        os.makedirs(os.path.dirname(output), exist_ok=True)
        results.append((path, output, compile_apart(path, source, output)))
    faults = ["%s: %s\n" % (path, fault) for path, _, fault in results if fault]
    summary = "%d compiled, %d not\n" % (len(results) - len(faults), len(faults))
    write(report, (summary + "".join(faults)).encode("utf-8", "surrogateescape"))
    write_manifest(manifest, [(bytecode_path(path), output) for path, output, fault in results if not fault])


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Failure:
        sys.exit(1)
