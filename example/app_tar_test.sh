#!/usr/bin/env bash
# Extracts every layer into an empty directory and runs the application from there: with no environment, and with
# nothing else of the build in sight where bubblewrap may be used.
set -euo pipefail

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
for layer in $LAYERS; do
  tar -xf "$layer" -C "$root"
done

isolated() {
  bwrap --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 --proc /proc --dev /dev \
    --ro-bind "$root" /image --unshare-all --uid 1234 --gid 1234 --clearenv --chdir /image "$@"
}

if isolated true 2>/dev/null; then
  output=$(isolated ./entrypoint)
else
  echo "bubblewrap cannot be used here: the build tree stays in sight" >&2
  output=$(cd "$root" && env -i ./entrypoint)
fi

printf '%s\n' "$output"
grep -q 'Hello from the layers!' <<<"$output"
grep -q 'google_crc32c: c implementation' <<<"$output"
