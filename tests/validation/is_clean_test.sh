#!/usr/bin/env bash
# The report ($1) is about a real tree, and finds nothing wrong with it. A Python that is the system's own (the stand-in's is Debian's)
# needs libraries of that system, which is said, and true; and modules may begin with "#!", which is a note.
set -euo pipefail
cat "$1"
grep -qE '^[0-9]+ layers, [0-9]{3,} paths, [0-9]+ links?: 0 errors, ' "$1"
! sed 1d "$1" | grep -v '(interpreter: external/.*)$' | grep -v '^note: missing interpreter: .*\.py: '
