#!/usr/bin/env bash
# Fuzzes each reader of untrusted bytes, from the corpora of tests/fuzz on (`./dev fuzz SECONDS` builds them first).
#   usage: tests/fuzz/fuzz.sh DIRECTORY SECONDS; the directory has the fuzzers, the seconds are for each
# What is new in coverage goes to DIRECTORY/corpora, and what breaks something to DIRECTORY/found, with the command that shows it again.
# A file that broke something belongs into the corpus.
set -euo pipefail
export directory=$1 seconds=$2

fuzz() { # fuzz TARGET
  local name=${1##*/} log corpus
  log=$directory/$name.log
  corpus=$directory/corpora/$name
  mkdir -p "$corpus" "$directory/found"
  if ! "$1" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -artifact_prefix="$directory/found/" \
    "$corpus" "tests/fuzz/${name%_fuzz}" >"$log" 2>&1; then
    tail -n 60 "$log"
    echo "again: $1 FILE, with the file of $directory/found that is named above"
    return 1
  fi
  printf '%s: %s runs\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
}
export -f fuzz

printf '%s\n' "$directory"/*_fuzz | xargs -P 2 -I{} bash -c 'fuzz "$1"' _ {}
cat "$directory"/*_fuzz.log | awk '/number_of_executed_units/ { sum += $2; targets++ } END { print targets " readers, " sum " runs" }'
