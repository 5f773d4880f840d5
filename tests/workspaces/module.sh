#!/usr/bin/env bash
# A workspace uses the module by git_override, from a directory inside a repository (strip_prefix).
. "$(dirname "$0")/lib.sh"

remote=$top/build/workspaces/remote
commit_checkout "$remote" some/where
try_workspace module @rules_pkg_pyvenv//:defs.bzl "bazel_dep(name = \"rules_pkg_pyvenv\")
git_override(
    module_name = \"rules_pkg_pyvenv\",
    commit = \"$(git -C "$remote" rev-parse HEAD)\",
    remote = \"file://$remote\",
    strip_prefix = \"some/where\",
)
bazel_dep(name = \"rules_python\", version = \"1.8.0\")"
