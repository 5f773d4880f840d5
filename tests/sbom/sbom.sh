#!/usr/bin/env bash
# Bills of materials of a virtual environment with real wheels, by the pkg_pyvenv of build/programs, are what the formats' own validators take.
# Downloads wheels once, into the cache.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh
need pip3:python3-pip /usr/lib/python3.11/ensurepip/__init__.py:python3-venv

tools/bazel/wheelhouse "$cache"
build_programs
mkdir -p build/sbom
work=$(mktemp -d -p "$top/build/sbom")
trap 'rm -rf "$work"' EXIT

environment() { # environment NAME REQUIREMENTS
  /usr/bin/python3 -m venv "$work/$1"
  "$work/$1/bin/pip" install --quiet --no-compile --disable-pip-version-check --no-index --find-links "$cache/wheelhouse" --require-hashes --no-deps -r "$2"
}
environment app tests/venv/requirements.txt
environment validators tests/sbom/requirements.txt
PKG_PYVENV=$top/build/programs/pkg_pyvenv WORK=$work "$work/validators/bin/python" tests/sbom/sbom_test.py "$@"
