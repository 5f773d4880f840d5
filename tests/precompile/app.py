"""Imports modules of every kind, and says of which Python compiled the source."""

import builtins
import os
import sys

compiled = []
compile_in_python = builtins.compile


def compile_and_note(source, filename, *arguments, **options):
    compiled.append(str(filename))
    return compile_in_python(source, filename, *arguments, **options)


builtins.compile = compile_and_note

import email.message  # of the standard library, below a package
import json

import cowsay  # behind a raw link to a directory
import google.cloud.storage  # behind links to single files, which are symlink entries
import google_crc32c
import typing_extensions  # behind a raw link to a file

from tests.precompile import library


def main():
    modules = [m for m in sys.modules.values() if getattr(getattr(m, "__spec__", None), "has_location", False)]
    modules = [m for m in modules if m.__spec__.origin.endswith(".py")]
    # What the program does not name itself is among them.
    print("hundreds of modules: %s" % (len(modules) > 300))
    print("without bytecode: %s" % [m.__name__ for m in modules if not os.path.exists(m.__spec__.cached)])
    print("compiled: %s" % [name for name in compiled if name.endswith(".py")])
    for module in (cowsay, email.message, google.cloud.storage, google_crc32c, json, library, typing_extensions):
        print("%s has bytecode: %s" % (module.__name__, os.path.exists(module.__spec__.cached)))
    print("its code is where it was found: %s" % (library.where.__code__.co_filename == library.__file__))


if __name__ == "__main__":
    main()
