#!/usr/bin/env bash
# Compares what the layers in $LAYERS hold, files and links, with the file named by the first argument.
set -euo pipefail
for layer in $LAYERS; do
  echo "== ${layer##*/}"
  tar -tf "$layer" | grep -v '/$' | LC_ALL=C sort
done >"$TEST_TMPDIR/layers.txt"
diff "$1" "$TEST_TMPDIR/layers.txt"
