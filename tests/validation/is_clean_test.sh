#!/usr/bin/env bash
# The report ($1) is about a real tree, and has nothing to say about it.
set -euo pipefail
cat "$1"
[ "$(wc -l <"$1")" = 1 ]
grep -qE '^3 layers, [0-9]{4,} paths, [0-9]{2,} links: 0 errors, 0 warnings, 0 notes$' "$1"
