#!/usr/bin/env bash
# Installs the command as people without Bazel do: by `cmake --install`, and as a Debian package; from the build directory build/programs.
#   usage: tests/install/install.sh [--all]
# With --all lintian reads the package, apt installs and removes it in a Debian of its own (by debootstrap, once, kept in the cache), and a
# static program of a release runs in an empty root.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh
need mandoc:mandoc zsh:zsh fish:fish /usr/share/bash-completion/bash_completion:bash-completion dpkg-shlibdeps:dpkg-dev \
  /usr/lib/python3.11/ensurepip/__init__.py:python3-venv

cmake_build programs companions -DCMAKE_UNITY_BUILD=ON
mkdir -p build/install
work=$(mktemp -d -p "$top/build/install")
trap 'rm -rf "$work"' EXIT
export BUILD=$top/build/programs WORK=$work
if [ "${1:-}" = --all ]; then
  need debootstrap:debootstrap bwrap:bubblewrap lintian:lintian
  tools/dev/debian_root "$cache/debian_root"
  tools/release/binaries "$work/release"
  mkdir "$work/static"
  tar -xf "$work"/release/pkg_pyvenv-*-linux-*.tar.gz -C "$work/static"
  export DEBIAN_ROOT=$cache/debian_root STATIC=$work/static
fi
/usr/bin/python3 -m unittest discover --top-level-directory . --start-directory tests/install --pattern '*_test.py'
