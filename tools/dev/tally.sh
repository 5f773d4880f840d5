# Sourced by ./dev: suites of tests, and the sum of what passed and failed, over suites that run side by side.

# A line a suite: NAME, PASSED and FAILED, tabs between.
tally=$top/build/logs/tally
since=$SECONDS

count() { # count NAME PASSED FAILED; prints them, and the seconds since the suite before
  printf '%s\t%d\t%d\n' "$1" "$2" "$3" >>"$tally"
  printf '%-32s %5d passed %5d failed, %4d s\n' "$1" "$2" "$3" $((SECONDS - since))
  since=$SECONDS
}

# Runs functions side by side, each with suites that follow one another, and prints the sum over all.
count_side_by_side() { # count_side_by_side FUNCTION...
  local lane
  declare -A processes
  mkdir -p build/logs
  : >"$tally"
  for lane in "$@"; do
    "$lane" &
    processes[$lane]=$!
  done
  for lane in "$@"; do
    wait "${processes[$lane]}" || count "$lane, to its end" 0 1
  done
  awk -F '\t' '{ passed += $2; failed += $3 } $3 > 0 { print "failed: " $1 }
    END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }' "$tally"
}

# One check: passes if the command does; its output is shown only if it does not. In a shell of its own, so that an `exit`
# in it ends no more than that.
check() { # check [--figure] NAME COMMAND...; --figure: one that passes shows its last line, which says how much was tried
  local name log lines=0
  if [ "$1" = --figure ]; then lines=1; shift; fi
  name=$1 log=build/logs/${1// /-}.log
  shift
  if ("$@") >"$log" 2>&1; then
    count "$name" 1 0
    tail -n "$lines" "$log" | sed 's/^/    /'
  else
    cat "$log"
    count "$name" 0 1
  fi
}

# Over all programs of GoogleTest in the output of CTest.
gtest_sum() { # gtest_sum PASSED|FAILED LOG
  sed -nE "s/^([0-9]+: )?\[  $1 +\] ([0-9]+) tests?[.,].*/\2/p" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

# CTest of one CMake build directory. The programs' own sums count, for CTest runs some tests alone and some in one process.
ctest_suite() { # ctest_suite NAME DIRECTORY TARGET CMAKE-ARGUMENTS...; TARGET: what tests, or all
  local name=$1 dir=build/$2 log=build/logs/$2.log target=$3 status=0 good bad
  shift 3
  if ! { cmake -S . -B "$dir" -G Ninja -DCMAKE_COMPILE_WARNING_AS_ERROR=ON "$@" && cmake --build "$dir" --target "$target"; } >"$log" 2>&1; then
    tail -n 40 "$log"
    count "$name (build)" 0 1
    return
  fi
  ctest --test-dir "$dir" --no-tests=error --verbose -j 2 -R "${target/#all/.}" >"$log" 2>&1 || status=$?
  good=$(gtest_sum PASSED "$log")
  bad=$(gtest_sum FAILED "$log")
  # A program that ends before its sums has failed.
  [ "$status" -eq 0 ] || { [ "$bad" -gt 0 ] || bad=1; grep -vE '\[ (RUN     |      OK) \]' "$log"; }
  # They do not count, so they are named.
  sed -nE 's/^([0-9]+: )?\[  SKIPPED \] ([^ ]+\.[^ ]+)$/skipped: \2/p' "$log" | sort -u
  count "$name" "$good" "$bad"
}

bazel_suite() { # bazel_suite NAME BAZEL-TEST-ARGUMENTS...
  local name=$1 log good bad
  log=$top/build/logs/${1// /-}.log
  shift
  local status=0
  bazel test --keep_going --test_output=errors "$@" >"$log" 2>&1 || status=$?
  good=$(grep -cE '^//.* PASSED in ' "$log") || true
  bad=$(grep -cE '^//.* (FAILED|TIMEOUT|NO STATUS|FLAKY|FAILED TO BUILD)' "$log") || true
  [ "$status" -eq 0 ] || { [ "$bad" -gt 0 ] || bad=1; cat "$log"; }
  count "$name" "$good" "$bad"
}
