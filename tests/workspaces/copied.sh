#!/usr/bin/env bash
# A workspace that has only copied private/ and defs.bzl uses the rule from there, with the documented dependencies and no other.
. "$(dirname "$0")/lib.sh"

dir=build/workspaces/copied
rm -rf "$dir/private"
mkdir -p "$dir"
checkout_files | grep -E '^(private/|defs\.bzl$)' | xargs -d '\n' cp --parents -t "$dir"
dependencies=$(sed -n '/^# What the rule and its tool need/,/^# =====/{/^bazel_dep/p}' MODULE.bazel)
[ "$(wc -l <<<"$dependencies")" = 8 ]
# With the same options, so that it takes most of what the tests of this checkout have compiled, which has the same paths.
try_workspace copied //:defs.bzl "$dependencies" .bazelrc
