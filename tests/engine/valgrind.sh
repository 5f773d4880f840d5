#!/usr/bin/env bash
# One run of each kind of work, from sources to a checked layer, under valgrind.
#   usage: tests/engine/valgrind.sh LAYER_PACKER PKG_PYVENV
set -euo pipefail
packer=$(realpath "$1") command=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
seq 300000 >text
cp "$packer" program
ln -s nowhere raw
mkdir tree && cp text tree/same
printf '%s\n' '{"path": "r", "type": "directory"}' '{"path": "r/text", "type": "file", "source": "text"}' \
  '{"path": "r/program", "type": "file", "source": "program"}' '{"path": "r/tree", "type": "tree", "source": "tree"}' \
  '{"path": "r/raw", "type": "raw_link", "source": "raw"}' '{"path": "r/link", "type": "link", "target": "text"}' >manifest

runs=0
checked() { # checked STATUS COMMAND...
  local wanted=$1 status=0
  shift
  valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$@" >out 2>err || status=$?
  [ "$status" = "$wanted" ] || { cat out err; exit 1; }
  ! grep -q '^==' err || { cat err; exit 1; }
  runs=$((runs + 1))
}

for compression in none gzip zstd; do
  checked 0 "$packer" --manifest manifest --output "app.$compression.tar" --listing "app.$compression.mtree" --descriptor "app.$compression.json" \
    --facts "app.$compression.facts.jsonl" --compression "$compression" --jobs 3
done
checked 0 "$command" verify app.gzip.tar
checked 1 "$command" diff app.gzip.tar app.zstd.tar
checked 0 "$command" listing app.zstd.tar
checked 0 "$command" report -o page.html app.none.mtree
echo "$runs runs without an error of memory"
