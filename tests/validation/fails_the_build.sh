#!/usr/bin/env bash
# A link out of the runfiles tree fails whatever build needs the layers; without validations it does not.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh

if output=$(bazel build //tests/validation:leaving_tar 2>&1); then
  echo "the build passes: $output" >&2
  exit 1
fi
line="layer_packer: error: link leaves the tree: entrypoint.runfiles/_main/tests/validation/leaving/link: \
\"../../../../../nowhere\" leads above entrypoint.runfiles (main: @@//tests/validation:leaving)"
grep -qxF "$line" <<<"$output" || {
  printf 'it fails in another way:\n%s\n' "$output" >&2
  exit 1
}
bazel build --norun_validations //tests/validation:leaving_tar
