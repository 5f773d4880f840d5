#!/usr/bin/env bash
# Fuzzes each reader of untrusted bytes, from the corpora of tests/fuzz on, with sanitizers (libFuzzer, clang).
#   usage: tests/fuzz/fuzz.sh SECONDS: of each
# What is new in coverage goes to build/fuzz/corpora, and what breaks something to build/fuzz/found, with the command that shows it again.
# A file that broke something belongs into the corpus.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
seconds=${1:?usage: tests/fuzz/fuzz.sh SECONDS}

cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_UNITY_BUILD=ON -DPYVENV_FUZZ=ON -DPYVENV_SANITIZE=address,undefined \
  -DPYVENV_TESTS=OFF >/dev/null
cmake --build build/fuzz --target fuzzers

fuzz() { # fuzz TARGET SECONDS
  local name=${1##*/} log corpus=build/fuzz/corpora/${1##*/}
  log=build/fuzz/$name.log
  mkdir -p "$corpus" build/fuzz/found
  if ! "$1" -max_total_time="$2" -timeout=60 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -artifact_prefix=build/fuzz/found/ \
    "$corpus" "tests/fuzz/${name%_fuzz}" >"$log" 2>&1; then
    tail -n 60 "$log"
    echo "again: $1 FILE, with the file of build/fuzz/found that is named above"
    return 1
  fi
  printf '%s: %s runs\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
}
export -f fuzz

printf '%s\n' build/fuzz/*_fuzz | xargs -P 2 -I{} bash -c 'fuzz "$@"' _ {} "$seconds"
cat build/fuzz/*_fuzz.log | awk '/number_of_executed_units/ { sum += $2; targets++ } END { print targets " readers, " sum " runs" }'
