#!/usr/bin/env bash
# Extracts the layers in $LAYERS into an empty directory and runs the program there; no path may be in two of them.
set -euo pipefail
root=$(mktemp -d -p "$TEST_TMPDIR")
for layer in $LAYERS; do
  tar -xf "$layer" -C "$root"
  tar -tf "$layer" | grep -v '/$'
done >"$TEST_TMPDIR/paths"
twice=$(LC_ALL=C sort "$TEST_TMPDIR/paths" | uniq -d)
[ -z "$twice" ] || { echo "in two layers: $twice" >&2; exit 1; }

output=$(cd "$root" && env -i PATH=/usr/bin:/bin ./entrypoint entrypoint.runfiles)
printf '%s\n' "$output"
grep -q 'Hello from groups!' <<<"$output"
grep -q 'six: abc' <<<"$output"
grep -q 'elsewhere: data of another repository' <<<"$output"
