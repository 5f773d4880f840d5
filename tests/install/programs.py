"""What the tests here have in common: running programs, and a virtual environment to pack.

Environment variables: BUILD, a build directory of CMake with the command and what belongs beside it; WORK, a directory to work in.
"""

import functools
import hashlib
import os
import re
import subprocess
import sys

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ["BUILD"]
WORK = os.environ["WORK"]
PKG_PYVENV = os.path.join(BUILD, "pkg_pyvenv")


def run(*command, **options):
    """Its standard output."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError("%s: status %d\n%s%s" % (" ".join(command), done.returncode, done.stdout, done.stderr))
    return done.stdout


def version():
    """That of the module, which all others follow."""
    with open(os.path.join(CHECKOUT, "MODULE.bazel"), encoding="utf-8") as file:
        return re.search(r'^    version = "(.*)",$', file.read(), re.MULTILINE).group(1)


def files_in(directory):
    """Everything in it that is no directory, by its path from there."""
    found = []
    for place, _, files in os.walk(directory):
        found += [os.path.relpath(os.path.join(place, name), directory) for name in files]
    return sorted(found)


@functools.cache
def environment():
    """A virtual environment with a package, one of whose modules has a name that is not ASCII."""
    directory = os.path.join(WORK, "env")
    run(sys.executable, "-m", "venv", "--without-pip", directory)
    package = os.path.join(directory, "lib", "python%d.%d" % sys.version_info[:2], "site-packages", "pets")
    os.makedirs(package)
    for name in ["__init__.py", "__main__.py", "kätzchen.py", "x" * 150 + ".py"]:
        with open(os.path.join(package, name), "w", encoding="utf-8") as file:
            file.write("NAME = %r\n" % name * 1000)
    return directory


def digests(directory):
    """Those of all files in it, by their paths."""
    found = {}
    for path in files_in(directory):
        with open(os.path.join(directory, path), "rb") as file:
            found[path] = hashlib.sha256(file.read()).hexdigest()
    return found


def packed(output, compression, *start):
    """The digests of what `pkg_pyvenv layers` makes of the environment; `start` is how it is started, instead of from the build."""
    os.makedirs(output)
    command = [*(start or [PKG_PYVENV]), "layers", environment(), "--output", output, "--compression", compression]
    run(*command)
    return digests(output)
