#!/usr/bin/env bash
# A workspace uses the module by git_override, from a directory inside a repository (strip_prefix).
. "$(dirname "$0")/lib.sh"

remote=$top/build/workspaces/remote
rm -rf "$remote"
mkdir -p "$remote/some/where"
checkout_files | while read -r file; do if [ -e "$file" ]; then printf '%s\n' "$file"; fi; done |
  xargs -d '\n' cp --parents -t "$remote/some/where"
in_remote() { git -C "$remote" -c user.name=test -c user.email=test@example.com "$@"; }
in_remote init --quiet
in_remote add --all
in_remote commit --quiet --message "a release"
try_workspace module @rules_pkg_pyvenv//:defs.bzl "bazel_dep(name = \"rules_pkg_pyvenv\")
git_override(
    module_name = \"rules_pkg_pyvenv\",
    commit = \"$(in_remote rev-parse HEAD)\",
    remote = \"file://$remote\",
    strip_prefix = \"some/where\",
)
bazel_dep(name = \"rules_python\", version = \"1.8.0\")"
