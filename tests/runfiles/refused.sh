#!/usr/bin/env bash
# What cannot be packed fails the build, with one line that names the path and the cause, and the label of what is generated. Runs Bazel, so it is no Bazel test.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh

# refused NAME PART...: the error of layer_packer is one line, and has each PART.
refused() {
  local name=$1 log line part
  shift
  if log=$(bazel build "//tests/runfiles/refused:${name}_layers" 2>&1); then
    echo "$name: the build did not fail" >&2
    exit 1
  fi
  line=$(grep 'layer_packer: error: ' <<<"$log") || { echo "$log" >&2; exit 1; }
  [ "$(wc -l <<<"$line")" = 1 ] || { echo "$name: more than one line: $line" >&2; exit 1; }
  for part in "$@"; do
    [[ $line == *"$part"* ]] || { echo "$name: \"$part\" is not in: $line" >&2; exit 1; }
  done
}

# Not layer_packer's own error, and the machine may name one of its own before it.
if log=$(bazel build //tests/precompile:for_another_machine_tar 2>&1); then
  echo "for_another_machine: the build did not fail" >&2
  exit 1
fi
line=$(grep '^error: precompile: ' <<<"$log") || { echo "$log" >&2; exit 1; }
[[ $line == *'tests/precompile/foreign_python", the Python to be packed, does not run on the machine that builds: '* ]] || { echo "$line" >&2; exit 1; }

refused escape 'path refused: entrypoint.runfiles/../escape:' '".." component' '//tests/runfiles/refused:file'
refused loop 'cannot follow: ' '/looping_directory/deep/again:' 'a directory that it lies in'
refused pipe 'cannot pack: ' '/directory_with_pipe/pipe:' 'neither a file nor a directory'
refused whiteout 'path refused: ' '/.wh.file:' 'whiteouts' '//tests/runfiles/refused:whiteout'
refused whiteout_in_tree 'path refused: ' '/a/.wh.b:' 'whiteouts' '//tests/runfiles/refused:whiteout_in_tree'
