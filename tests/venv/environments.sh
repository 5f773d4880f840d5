#!/usr/bin/env bash
# Packs real virtual environments with the pkg_pyvenv of build/programs, and runs them. Downloads wheels once, into the cache.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh
need bwrap:bubblewrap pip3:python3-pip /usr/lib/python3.11/ensurepip/__init__.py:python3-venv

tools/bazel/wheelhouse "$cache"
build_programs
mkdir -p build/venv
work=$(mktemp -d -p "$top/build/venv")
trap 'rm -rf "$work"' EXIT
PKG_PYVENV=$top/build/programs/pkg_pyvenv WHEELHOUSE=$cache/wheelhouse WORK=$work \
  /usr/bin/python3 tests/venv/environments_test.py "$@"
