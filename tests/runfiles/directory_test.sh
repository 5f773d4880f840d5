#!/usr/bin/env bash
# usage: directory_test.sh DIRECTORY LAYER...: DIRECTORY holds layers of the same names and bytes, and no others.
set -euo pipefail
directory=$1
shift
status=0
for layer in "$@"; do
  other=$directory/${layer##*/}
  cmp "$layer" "$other" && continue
  status=1
  [ ! -e "$other" ] || diff <(tar -tvf "$layer") <(tar -tvf "$other") || true
done
[ "$(find "$directory" -name '*.tar' | wc -l)" = $# ] || { ls "$directory"; status=1; }
exit "$status"
