#!/usr/bin/env bash
# Passes if two files hold the same bytes; shows the difference if not.
set -euo pipefail
exec diff -u "$1" "$2"
