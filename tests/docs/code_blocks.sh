#!/usr/bin/env bash
# Runs the code blocks of README.md and docs/ with the programs of build/programs and a Bazel, in build/docs.
#   usage: tests/docs/code_blocks.sh [--all] [PAGE...]
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh
. tools/dev/suites.sh
need_for_bazel
need bwrap:bubblewrap man:man-db skopeo:skopeo umoci:umoci pip3:python3-pip /usr/lib/python3.11/ensurepip/__init__.py:python3-venv

tools/bazel/wheelhouse "$cache"
build_programs
buildifier --version >/dev/null
failed=0
python3 -m tests.docs.code_blocks "$top" "$cache" build/buildifier/node_modules/.bin/buildifier "$@" || failed=1
cd build/docs/workspace
bazel shutdown
exit "$failed"
