#!/usr/bin/env bash
# Programs that have wheels in common have the layers of these in common: equal bytes in any case, and where the workspace has one root
# of runfiles (layer_settings) each is packed once. What asks for other bytes, or is built for another platform, has layers of its own.
. "$(dirname "$0")/lib.sh"
. tests/workspaces/wheels.sh
log=$top/build/workspaces/shared
flag=--@rules_pkg_pyvenv//:layer_settings

quietly() { "$@" >"$log.txt" 2>&1 || { cat "$log.txt"; exit 1; }; }

# packed BAZEL-ARGUMENT...: builds from nothing; the layers that were packed, a line an action.
packed() {
  quietly bazel clean
  quietly bazel build --execution_log_json_file="$log.json" "$@"
  python3 "$top/tests/workspaces/spawns.py" "$log.json" | sed -n 's/^PackLayer //p'
}

# layers TARGET FLAG...: the paths of its layers, bottom to top.
layers() {
  local target=$1
  shift
  bazel cquery --output=files "$@" "//:$target" 2>"$log.txt" || { cat "$log.txt" >&2; exit 1; }
}

# digests TARGET FLAG...: of its layers, which must be built, bottom to top.
digests() { layers "$@" | xargs sha256sum | cut -d ' ' -f 1; }

digest_in() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["digest"])' "bazel-bin/$1.json"; }

same() { # same WHAT EXPECTED ACTUAL
  diff <(echo "$2") <(echo "$3") || { echo "$1: expected (<), found (>)"; exit 1; }
}

equal_without_settings() {
  local name one two
  quietly bazel build --output_groups=descriptors //:one_tar //:two_tar
  for name in interpreter ant bee external main; do
    one=$(digest_in "one_tar.$name") two=$(digest_in "two_tar.$name")
    printf '%-12s %s of one, %s of two\n' "$name" "${one:0:19}" "${two:0:19}"
    case $name in
      external | main) [ "$one" != "$two" ] || { echo "$name: equal, which shows nothing"; exit 1; } ;;
      *) same "the digest of $name" "$one" "$two" ;;
    esac
  done
}

# packed_once SETTINGS LAYER...: with the settings just these are packed for both programs, and the bytes are as without.
packed_once() {
  local settings=$1 name
  shift
  local alone together expected=()
  alone=$(packed "//:one_like_$settings" "//:two_like_$settings")
  for name in one two; do
    expected+=("$(digests "${name}_like_$settings")")
  done
  together=$(packed "$flag=//:$settings" //:one_as_set //:two_as_set)
  printf 'settings "%s": %d actions where each program has its own layers, %d where they share: %s\n' "$settings" \
    "$(wc -l <<<"$alone")" "$(wc -l <<<"$together")" "${together//$'\n'/ }"
  same "what is packed with $settings" "$(printf '%s\n' "$@" | LC_ALL=C sort)" "$together"
  same "the layers of one with $settings" "${expected[0]}" "$(digests one_as_set "$flag=//:$settings")"
  same "the layers of two with $settings" "${expected[1]}" "$(digests two_as_set "$flag=//:$settings")"
}

starts() { # starts OUTPUT TARGET FLAG...: the program runs from its layers.
  local root=$log.root expected=$1 layer
  shift
  rm -rf "$root"
  mkdir "$root"
  for layer in $(layers "$@"); do tar -xf "$layer" -C "$root"; done
  same "the output of $1" "$expected" "$(env -i "$root/entrypoint")"
}

# has_its_own TARGET: with the settings of the workspace it shares no layer.
has_its_own() {
  same "the layers of $1" "$1" "$(layers "$1" "$flag=//:each" | sed 's|.*/||; s|\..*||' | sort -u)"
  echo "$1: layers of its own"
}

make_wheels_workspace
equal_without_settings

# In external, one has two wheels and two has one of them.
packed_once groups one_as_set.{interpreter,external,main} two_as_set.{interpreter,main} {ant,bee,cat}.pkg
packed_once each {one,two}_as_set.{interpreter,main} {ant,bee,cat,dog}.pkg
starts "ant bee cat dog" one_as_set "$flag=//:each"
starts "ant bee cat" two_as_set "$flag=//:each"

for target in one_{compressed,of_another_owner,of_another_time,with_another_root,without_metadata}; do
  has_its_own "$target"
done

elsewhere=$(packed "$flag=//:each" //:{one,two}_{as_set,elsewhere})
echo "two platforms: $(wc -l <<<"$elsewhere") actions"
same "what is packed for two platforms" \
  "$(printf '%s\n' {one,two}_{as_set,elsewhere}.{interpreter,main} {ant,bee,cat,dog}.pkg{,} | LC_ALL=C sort)" "$elsewhere"
[ "$(layers one_elsewhere "$flag=//:each" | cut -d / -f 2 | sort -u | wc -l)" = 1 ] || { echo "one_elsewhere: layers of two platforms"; exit 1; }
