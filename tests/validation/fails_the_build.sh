#!/usr/bin/env bash
# A link out of the runfiles tree fails whatever build needs the layers, and so does a library that nothing brings where elf_check says
# so; without validations they do not.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh

fails_with() { # fails_with TARGET LINE
  local output
  if output=$(bazel build "$1" 2>&1); then
    echo "the build passes: $output" >&2
    exit 1
  fi
  grep -qxF "$2" <<<"$output" || {
    printf 'it fails in another way:\n%s\n' "$output" >&2
    exit 1
  }
  bazel build --norun_validations "$1"
}

fails_with //tests/validation:leaving_tar "layer_packer: error: link leaves the tree: entrypoint.runfiles/_main/tests/validation/leaving/link: \
\"../../../../../nowhere\" leads above entrypoint.runfiles (main: @@//tests/validation:leaving)"
fails_with //tests/validation:loading_errors_tar "layer_packer: error: missing library: \
entrypoint.runfiles/_main/tests/validation/libneedy.so: needs libabsent.so.1, as 1 other does; it is in no layer; \
if the image has it, add \"libabsent.so.1\" to base_libraries (--base-library) (main: @@//tests/validation:libneedy.so)"
