# Sourced by ./dev: the test suites.

# The stand-in modules of tools/bazel serve only where no Bazel of the machine does.
stand_in_suite() {
  [ -z "$(own_bazel)" ] || return 0
  pushd tests/stand_in >/dev/null
  bazel_suite "stand-in rules_python" //...
  popd >/dev/null
}

# An adapter is a module of its own, with the module of this checkout.
adapter_suite() { # adapter_suite NAME DIRECTORY
  pushd "adapters/$2" >/dev/null
  bazel_suite "$1" "${compiled_once[@]}" //...
  bazel shutdown
  popd >/dev/null
}

# The directory of the programs that suites run: those with sanitizers take some times as long.
programs() { if [ -n "$all" ]; then echo "$top/build/sanitized"; else build_programs && echo "$top/build/programs"; fi; }

# The page of `pkg_pyvenv report`, in a real browser.
report_suite() {
  local dir=$top/build/report log=build/logs/report.log good bad programs
  programs=$(programs) || { count "report in a browser" 0 1; return; }
  need chromium:chromium node:nodejs npm:npm
  # npm writes this file once all are there.
  if [ ! "$dir/node_modules/.package-lock.json" -nt tests/report/package-lock.json ]; then
    mkdir -p "$dir"
    cp tests/report/package.json tests/report/package-lock.json "$dir"
    npm ci --silent --ignore-scripts --prefix "$dir" >&2
  fi
  PKG_PYVENV=$programs/pkg_pyvenv REPORT_MODULES=$dir \
    node --test --test-reporter=tap tests/report/report_test.mjs >"$log" 2>&1 || true
  good=$(sed -n 's/^# pass //p' "$log")
  bad=$(sed -n 's/^# fail //p' "$log")
  [ "${bad:-1}" -eq 0 ] || cat "$log"
  # A run that closes without its sums has failed.
  count "report in a browser" "${good:-0}" "${bad:-1}"
}

# pkg_pyvenv in real shells and on terminals: completion, the manual page, progress.
command_suite() {
  local programs
  programs=$(programs) || return 1
  PKG_PYVENV=$programs/pkg_pyvenv python3 -m unittest discover --top-level-directory . --start-directory tests/command --pattern '*_test.py'
}

# Its server is made of the Bazel that tools/bazel brings.
remote_suite() {
  [ -z "$(own_bazel)" ] || { echo "remote execution is not tested here: a Bazel of this machine brings no worker"; return; }
  need bwrap:bubblewrap
  check --figure "remote execution" tests/remote/remote_execution.sh
}

# After workspaces that have compiled layer_packer for it.
manual_suite() {
  check "links and error lines of the manual" python3 -m unittest discover --top-level-directory . --start-directory tests/docs --pattern '*_test.py'
  check "code blocks of the manual" tests/docs/code_blocks.sh $all
  grep -h 'blocks do what they should' build/logs/code-blocks-of-the-manual.log || true
}

cxx_files() { find private/engine private/launcher -name '*.cc' -o -name '*.h' | LC_ALL=C sort; }

buildifier() {
  local dir=build/buildifier
  if [ ! -x "$dir/node_modules/.bin/buildifier" ]; then
    need npm:npm
    mkdir -p "$dir"
    npm install --silent --ignore-scripts --prefix "$dir" @bazel/buildifier@8.2.1 >&2
  fi
  "$dir/node_modules/.bin/buildifier" "$@"
}

starlark_files() {
  find . \( -path ./build -o -name 'bazel-*' -o -path ./.git \) -prune -o \
    \( -name '*.bzl' -o -name BUILD.bazel -o -name MODULE.bazel \) -print | LC_ALL=C sort
}

format_all() {
  need clang-format:clang-format
  cxx_files | xargs clang-format -i
  starlark_files | xargs_buildifier -mode=fix -lint=fix
}

xargs_buildifier() { mapfile -t files && buildifier "$@" "${files[@]}"; }

starlark_lint() { starlark_files | xargs_buildifier -mode=check -lint=warn; }
cxx_format() { cxx_files | xargs clang-format --dry-run --Werror; }

# No package of Debian has actionlint, and its Go is too old to fetch a newer one, so a machine may do without.
workflows_lint() {
  python3 tests/release/workflows_test.py || return 1
  local dir=$top/build/actionlint
  if [ ! -x "$dir/actionlint" ]; then
    if ! [[ $(go env GOVERSION 2>/dev/null) =~ ^go1\.(2[1-9]|[3-9][0-9]) ]]; then
      echo "no Go 1.21 or newer here: the workflows are not read by actionlint"
      return
    fi
    GOBIN=$dir go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 || return 1
  fi
  "$dir/actionlint" -shellcheck= -pyflakes= .github/workflows/*.yml
}

# While you work: built for speed of building, and without sanitizers.
unit_tests() { # unit_tests [PATTERN]; PATTERN: an extended regular expression
  need_for_unit_tests
  echo "./dev: building, see build/unit.log" >&2
  cmake_build unit all -DPYVENV_TESTS=ON -DCMAKE_BUILD_TYPE=Debug -DCMAKE_UNITY_BUILD=ON
  ctest --test-dir build/unit --no-tests=error --output-on-failure -j 2 -R "${1:-.}"
}

# The same tests as users build them, and those of threads.
long_cxx_suites() {
  ctest_suite "C++ tests" release all -DPYVENV_BENCHMARKS=ON
  ctest_suite "threads, TSan" threads engine_test -DPYVENV_SANITIZE=thread -DCMAKE_UNITY_BUILD=ON \
    -DPYVENV_ENGINE_TESTS='/(task_pool|layer_stream|read_ahead|hard_links|builder|tree_parts|pack|scan)_test'
}

cpu_features() {
  build_programs && tests/engine/cpu_features.sh build/programs/layer_packer "$@"
}

# Looks for inputs that break a reader, so many seconds with each of them.
fuzzing() { # fuzzing SECONDS
  [[ ${1:-} =~ ^[0-9]+$ ]] || { echo "./dev fuzz: error: \"${1:-}\" is no number of seconds" >&2; exit 2; }
  need_for_sanitizers
  cmake_build fuzz fuzzers -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_UNITY_BUILD=ON -DPYVENV_FUZZ=ON -DPYVENV_SANITIZE=address,undefined
  tests/fuzz/fuzz.sh build/fuzz "$1"
}

equal_bytes_of_other_builds() {
  cmake_build clang layer_packer -DCMAKE_UNITY_BUILD=ON -DCMAKE_CXX_COMPILER=clang++
  cmake_build debug layer_packer -DCMAKE_UNITY_BUILD=ON -DCMAKE_BUILD_TYPE=Debug
  python3 tests/trees/determinism.py --packer build/programs/layer_packer --other build/clang/layer_packer --other build/debug/layer_packer --trees 300
}

# What a bad machine, an attacker and other programs do, to the programs of cpu_features.
trust_suites() {
  local packer=build/programs/layer_packer command=build/programs/pkg_pyvenv
  check --figure "random trees in other readers" python3 tests/trees/round_trip.py --packer "$packer" --seed 1 --trees 2000
  check --figure "equal bytes everywhere" python3 tests/trees/determinism.py --packer "$packer" --trees 20
  check --figure "faults" python3 tests/faults/faults.py --packer "$packer" $all
  check --figure "hostile input" python3 tests/hostile/hostile.py --pkg-pyvenv "$command"
  [ -n "$all" ] || return 0
  check --figure "fuzzing" fuzzing 120
  check --figure "more random trees" python3 tests/trees/round_trip.py --packer "$packer" --trees 20000
  check --figure "random trees, sanitizers" python3 tests/trees/round_trip.py --packer build/sanitized/layer_packer --trees 500
  check --figure "equal bytes of other builds" equal_bytes_of_other_builds
  check --figure "hostile input, sanitizers" python3 tests/hostile/hostile.py --pkg-pyvenv build/sanitized/pkg_pyvenv --all
  need valgrind:valgrind
  check --figure "valgrind" tests/engine/valgrind.sh "$packer" "$command"
}

# One after another, for they have the programs of build/ in common.
cxx_suites() {
  check "C++ format" cxx_format
  check "structure of the engine" python3 tests/engine/structure.py private/engine
  # By clang, which takes half as long for it; g++ compiles the programs.
  ctest_suite "C++ tests, ASan and UBSan" sanitized all -DCMAKE_UNITY_BUILD=ON -DCMAKE_CXX_COMPILER=clang++ -DPYVENV_SANITIZE=address,undefined
  [ -z "$all" ] || long_cxx_suites
  check --figure "workflows" workflows_lint
  check "tools of bench" python3 -m unittest discover --top-level-directory . --start-directory bench --pattern '*_test.py'
  report_suite
  check "shells and terminals" command_suite
  check "C++ lint" tools/dev/cxx_lint $all
  check "equal bytes on any processor" cpu_features $all
  trust_suites
  check "virtual environments" tests/venv/environments.sh
  check "bills of materials" tests/sbom/sbom.sh
  check "images" tests/image/images.sh $all
  check "installed without Bazel" tests/install/install.sh $all
}

bazel_suites() {
  check "Starlark format and lint" starlark_lint
  # The engine's own tests have run with sanitizers, and some kinds of binaries differ little: both wait for --all.
  local waiting=(-//tests/engine/... -//tests/long/...)
  [ -z "$all" ] || waiting=()
  bazel_suite "Bazel tests" "${compiled_once[@]}" -- //... "${waiting[@]}"
  check "builds that must fail" tests/runfiles/refused.sh
  check "validation fails the build" tests/validation/fails_the_build.sh
  check "strategies give equal bytes" tests/runfiles/strategies.sh
  check "copied into a workspace" tests/workspaces/copied.sh
  check "as a module" tests/workspaces/module.sh
  manual_suite
  adapter_suite "adapter of runfiles groups" rules_runfiles_group
  adapter_suite "adapter of rules_img" rules_img
  check "a change packs its own layers" tests/workspaces/incremental.sh
  [ -z "$all" ] || long_bazel_suites
  # Of the tests of wheels, which have a workspace in common.
  (cd build/workspaces/wheels && bazel shutdown) 2>/dev/null
}

long_bazel_suites() {
  check "wheels are packed once" tests/workspaces/shared.sh
  check "bytecode of its own layers" tests/workspaces/precompiled.sh
  stand_in_suite
  check "archive of a release" tests/workspaces/archive.sh
  remote_suite
  check "API reference is current" tools/dev/api_reference --check
}

run_suites() { # run_suites [--all]
  local all=${1:-}
  [ -z "$all" ] || [ "$all" = --all ] || { echo "./dev test: error: \"$all\" is not --all" >&2; exit 2; }
  need_for_bazel
  need_for_unit_tests
  need_for_sanitizers
  need clang-format:clang-format clang-tidy:clang-tidy skopeo:skopeo umoci:umoci openssl:openssl "qemu-$(uname -m):qemu-user" /usr/bin/time:time \
    /usr/include/benchmark/benchmark.h:libbenchmark-dev pip3:python3-pip zsh:zsh fish:fish mandoc:mandoc groff:groff-base /usr/share/bash-completion/bash_completion:bash-completion \
    man:man-db /usr/lib/python3.11/ensurepip/__init__.py:python3-venv setpriv:util-linux
  # Bazel often waits for its server or a single test, which leaves a core to compile on.
  count_side_by_side cxx_suites bazel_suites
}
