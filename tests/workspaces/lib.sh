# Sourced: makes a user's workspace below build/workspaces/ and builds and tests all of it.

set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh

# The files of this checkout that git would keep, or would if it were asked to.
checkout_files() { git ls-files --cached --others --exclude-standard; }

# For a .bazelrc.
compiled_once() { printf 'common %s\n' "${compiled_once[@]}"; }

# try_workspace NAME LABEL-OF-DEFS DEPENDENCIES [BAZELRC]: what e2e/smoke has, with other lines of MODULE.bazel for the module, and with
# another .bazelrc than its own.
try_workspace() {
  local dir=$top/build/workspaces/$1 smoke=e2e/smoke
  mkdir -p "$dir"
  cp $smoke/*.py $smoke/.bazeliskrc "$dir"
  sed "s|@rules_pkg_pyvenv//:defs.bzl|$2|" $smoke/BUILD.bazel >"$dir/BUILD.bazel"
  { cat "${4:-$smoke/.bazelrc}"; compiled_once; } >"$dir/.bazelrc"
  awk -v dependencies="$3" '/^# =====/ { is_module = /The module/; if (is_module) print dependencies } !is_module' \
    $smoke/MODULE.bazel >"$dir/MODULE.bazel"
  cd "$dir"
  bazel build //...
  bazel test //...
  bazel shutdown
}

# commit_checkout REPOSITORY DIRECTORY: the files of this checkout as they are, in DIRECTORY of a new repository with one commit.
commit_checkout() {
  rm -rf "$1"
  mkdir -p "$1/$2"
  checkout_files | while read -r file; do if [ -e "$file" ]; then printf '%s\n' "$file"; fi; done | xargs -d '\n' cp --parents -t "$1/$2"
  git -C "$1" init --quiet
  git -C "$1" add --all
  git -C "$1" -c user.name=test -c user.email=test@example.com commit --quiet --message "a release"
}
