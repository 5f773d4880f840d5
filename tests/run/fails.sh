#!/usr/bin/env bash
# Runs a test that must fail: with the exit status $STATUS, and $LINE in what it says.
set -euo pipefail
status=0
output=$("$@" 2>&1) || status=$?
printf '%s\n' "$output"
[ "$status" = "$STATUS" ] || { echo "exit status $status, not $STATUS" >&2; exit 1; }
grep -qF -- "$LINE" <<<"$output" || { echo "it does not say: $LINE" >&2; exit 1; }
left=$(find "$TEST_TMPDIR" -name 'pkg_pyvenv.*')
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
