#!/usr/bin/env bash
# Makes images with the pkg_pyvenv of build/programs, and has the programs that people use read, push, unpack and run them.
#   usage: tests/image/images.sh [--all]; with --all on a Debian too, made by debootstrap once and kept in the cache
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh
need bwrap:bubblewrap skopeo:skopeo umoci:umoci docker-registry:docker-registry \
  /usr/lib/python3/dist-packages/jsonschema/__init__.py:python3-jsonschema /usr/lib/python3.11/ensurepip/__init__.py:python3-venv

build_programs
mkdir -p build/image
work=$(mktemp -d -p "$top/build/image")
trap 'rm -rf "$work"' EXIT
export PKG_PYVENV=$top/build/programs/pkg_pyvenv WORK=$work
if [ "${1:-}" = --all ]; then
  need debootstrap:debootstrap
  export DEBIAN_BASE=$cache/debian_base
  tests/image/debian_base.sh "$DEBIAN_BASE"
fi
/usr/bin/python3 tests/image/images_test.py
