#!/usr/bin/env bash
# From a read-only root, as another user, every module that the program imports comes with bytecode, and Python compiles none.
set -euo pipefail
output=$("$RUN_LAYERS")
echo "$output"
for line in "without bytecode: []" "compiled: []" "its code is where it was found: True" \
  {cowsay,email.message,google.cloud.storage,google_crc32c,json,tests.precompile.library,typing_extensions}" has bytecode: True"; do
  grep -qxF "$line" <<<"$output" || { echo "missing: $line"; exit 1; }
done
# What the program does not name itself is among them.
[ "$(sed -n 's/^imported \([0-9]*\) modules$/\1/p' <<<"$output")" -gt 300 ]
