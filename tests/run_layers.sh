#!/usr/bin/env bash
# Extracts the layers in $LAYERS into an empty directory and runs ./$ENTRYPOINT (default: entrypoint) there with the given arguments: with
# no environment, and where bubblewrap may be used also with nothing else of the build in sight, as another user, on a read-only root,
# without a network. The current directory is the one with the layers.
set -euo pipefail
entrypoint=${ENTRYPOINT:-entrypoint}

# In the test's own directory: /tmp may be small.
root=$(cd "$(mktemp -d -p "${TEST_TMPDIR:-/tmp}")" && pwd -P)
trap 'rm -rf "$root"' EXIT
for layer in $LAYERS; do
  tar -xf "$layer" -C "$root"
done

isolated() {
  bwrap --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 --proc /proc --dev /dev \
    --ro-bind "$root" /image --remount-ro / --unshare-all --uid 1234 --gid 1234 --clearenv --chdir /image "$@"
}

if isolated true 2>/dev/null; then
  isolated "./$entrypoint" "$@"
else
  echo "bubblewrap cannot be used here: the build tree stays in sight" >&2
  cd "$root"
  env -i "./$entrypoint" "$@"
fi
