#!/usr/bin/env bash
# Each strategy that Bazel has here gives the same layers, whatever the modes of the sources; and where a strategy hides what an input
# is (Bazel 7), the build fails and says what to do. Runs Bazel, so it is no Bazel test.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
. tools/dev/machine.sh

package=tests/runfiles/strategies
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# pack STRATEGY TARGET: packs anew; the log says which strategy has run.
pack() {
  rm -f bazel-bin/$package/"$2".*
  bazel build --color=no --disk_cache= --strategy=PackLayer="$1" "//$package:$2" >"$log" 2>&1
}

digests() { (cd "bazel-bin/$package" && sha256sum app_layers.*.tar app_layers.*.mtree app_layers.*.json); }

# pack_and_compare STRATEGY: the first one sets what the others must give.
expected=
pack_and_compare() {
  pack "$1" app_layers || { cat "$log"; exit 1; }
  grep -q "^INFO: .* processes: .*[0-9] $1" "$log" || { echo "$1 has not run:"; cat "$log"; exit 1; }
  [ -n "$expected" ] || expected=$(digests)
  diff <(echo "$expected") <(digests) || { echo "$1 gives other layers"; exit 1; }
  echo "$1: the same layers"
}

chmod_sources() { # chmod_sources MODE
  local repository
  repository=$(ls -d "$output_base"/external/*runfiles_elsewhere)
  chmod "$1" "$repository"/program "$repository"/versions/python3.11 "$repository"/source_directory/child
}

bazel build "//$package:app_layers" >"$log" 2>&1 || { cat "$log"; exit 1; }
output_base=$(bazel info output_base 2>/dev/null)
# Bazel says which there are when asked for one that is not.
offered=$({ bazel build --strategy=PackLayer=no_such "//$package:app_layers" 2>&1 || true; } | sed -n 's/.*Valid values are: \[\(.*\)\].*/\1/p')
sandboxes=0
for strategy in processwrapper-sandbox linux-sandbox darwin-sandbox local; do
  [[ ", $offered, " == *", $strategy, "* ]] || { echo "$strategy: Bazel does not offer it here"; continue; }
  pack_and_compare "$strategy"
  [[ $strategy != *-sandbox ]] || sandboxes=$((sandboxes + 1))
done
[ "$sandboxes" -gt 0 ] || { echo "no sandbox among: $offered"; exit 1; }

if [ -w "$output_base" ]; then
  trap 'chmod_sources 644; rm -f "$log"' EXIT
  chmod_sources 755
  pack_and_compare local
fi

# Bazel 8 knows raw links, and has nothing to refuse.
if pack local ambiguous_layers; then
  grep -q raw_link "bazel-bin/$package/ambiguous_layers.main.manifest.jsonl" || { echo "no raw link"; exit 1; }
  ! grep -q file_or_raw_link "bazel-bin/$package/ambiguous_layers.main.manifest.jsonl" || { echo "a guess"; exit 1; }
else
  for part in "cannot tell a file from a declared symlink: " "/$package/directory/raw_to_file:" "it is a link to generated" \
    "--strategy=PackLayer=sandboxed" "Bazel 8" "//$package:raw_to_file"; do
    grep 'layer_packer: error: ' "$log" | grep -qF -e "$part" || { echo "the error has no \"$part\":"; cat "$log"; exit 1; }
  done
  echo "local: an ambiguous link is refused"
fi
pack sandboxed ambiguous_layers || { cat "$log"; exit 1; }
grep -q 'raw_to_file type=link .*link=generated$' "bazel-bin/$package/ambiguous_layers.main.mtree" || { echo "no link"; exit 1; }
echo "sandboxed, as the error advises: the link is a link"
