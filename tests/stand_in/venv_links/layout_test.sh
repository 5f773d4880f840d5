#!/usr/bin/env bash
# Which files of a wheel a venv has as raw links, and which as symlink entries: in a runfiles tree those are absolute links.
set -euo pipefail

expect() { # expect LAYOUT PATH relative|absolute
  local path=venv_links/_app-$1.venv/lib/python3.11/site-packages/$2 kind=relative
  [[ "$(readlink "$path")" != /* ]] || kind=absolute
  [[ "$kind" == "$3" ]] || { echo "$path is $kind, not $3" >&2; exit 1; }
}

for layout in 1.8.0 1.8.2 2.3.2; do
  expect $layout ext-1.0.dist-info relative
  expect $layout ext.libs/libz.so.1 absolute
done

# 1.8.0 takes C extensions for ordinary files, so one link stands for the whole package.
expect 1.8.0 ext relative
for layout in 1.8.2 2.3.2; do
  expect $layout ext/__init__.py relative
  expect $layout ext/_c.cpython-311-x86_64-linux-gnu.so absolute
done
