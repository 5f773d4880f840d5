# Sourced: makes a user's workspace below build/workspaces/ and builds and tests all of it.

set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh

# The files of this checkout that git would keep, or would if it were asked to.
checkout_files() { git ls-files --cached --others --exclude-standard; }

# For a .bazelrc: what one workspace has compiled of layer_packer serves the others. Layers are packed anew.
compiled_once() {
  echo "common --disk_cache=$top/build/workspaces/disk_cache"
  echo 'common --modify_execution_info=PackLayer=+no-cache'
}

# try_workspace NAME LABEL-OF-DEFS DEPENDENCIES: DEPENDENCIES are lines of MODULE.bazel.
try_workspace() {
  local dir=$top/build/workspaces/$1 app=tests/workspaces/app
  mkdir -p "$dir"
  cp "$app"/*.py .bazeliskrc "$dir"
  sed "s|@DEFS@|$2|" "$app/BUILD.bazel.in" >"$dir/BUILD.bazel"
  # A Python 3.11 image has bash, so it does with the launcher that needs no Python of its own.
  { echo 'common --@rules_python//python/config_settings:bootstrap_impl=script'; compiled_once; } >"$dir/.bazelrc"
  awk -v dependencies="$3" '{ if ($0 == "@DEPENDENCIES@") print dependencies; else print }' "$app/MODULE.bazel.in" >"$dir/MODULE.bazel"
  cd "$dir"
  bazel build //...
  bazel test --test_output=errors //...
  bazel shutdown
}
