#!/usr/bin/env bash
# Runs the program that the first argument names; its runfiles are those of this test.
set -euo pipefail
output=$("$1" "$RUNFILES_DIR")
printf '%s\n' "$output"
grep -q 'Hello from groups!' <<<"$output"
grep -q 'elsewhere: data of another repository' <<<"$output"
