#!/usr/bin/env bash
# The bytes of layers do not depend on what the processor can do: layer_packer, told by an emulator that it runs on other ones, takes
# other paths through SHA-256 and the encoders, and must come to the same.
#   usage: tests/engine/cpu_features.sh LAYER_PACKER [--all]; without --all with the usual level of each encoder alone
set -euo pipefail
packer=$(realpath "$1")
cases=(none: gzip:6 zstd:3)
[ -z "${2:-}" ] || cases+=(gzip:1 gzip:12 zstd:1 zstd:9)
machine=$(uname -m)
case $machine in
  x86_64) models=(qemu64 Nehalem Haswell max) ;;
  aarch64) models=(cortex-a53 max) ;;
  *) echo "no models are known of $machine" >&2; exit 1 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# Text, shared objects and noise, more than a block of each encoder holds.
cp "$packer" program
for i in 1 2 3 4 5 6; do seq "$i" 60000 >"text$i"; done
head -c 3000000 "$packer" | openssl enc -aes-128-ctr -K 00 -iv 00 >noise 2>/dev/null
for name in program text1 text2 text3 text4 text5 text6 noise; do
  echo "{\"path\": \"$name\", \"type\": \"file\", \"source\": \"$name\"}"
done >manifest

pack() { # pack DIRECTORY COMPRESSION LEVEL COMMAND...
  local into=$1 compression=$2 level=$3
  shift 3
  mkdir -p "$into"
  local flags=(--compression "$compression")
  [ -z "$level" ] || flags+=(--compression-level "$level")
  "$@" --manifest manifest --output "$into/layer" --listing "$into/listing" --descriptor "$into/descriptor" "${flags[@]}" 2>&1 | { grep -v "TCG doesn.t support" || true; }
}

for case in "${cases[@]}"; do
  compression=${case%:*} level=${case#*:}
  pack own "$compression" "$level" "$packer"
  for model in "${models[@]}"; do
    pack "$model" "$compression" "$level" "qemu-$machine" -cpu "$model" "$packer"
    diff -r own "$model" || { echo "$case on $model differs from this processor" >&2; exit 1; }
  done
  echo "$case: equal on ${models[*]}"
done
