# Sourced by ./dev, with the checkout in $top: what this machine has, and how to get what it lacks.

cache=${PYVENV_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rules_pkg_pyvenv}

# need THING:PACKAGE...: THING is a command, or a file by its whole path; PACKAGE the Debian package that brings it.
need() {
  local item missing=()
  for item in "$@"; do
    case $item in
      /*) [ -e "${item%%:*}" ] || missing+=("${item#*:}") ;;
      *) command -v "${item%%:*}" >/dev/null || missing+=("${item#*:}") ;;
    esac
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    echo "./dev: error: this machine lacks packages. As root: apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  echo "./dev: installing ${missing[*]}" >&2
  local log=$top/build/apt-get.log
  mkdir -p "$top/build"
  # Suites that run side by side may lack something both.
  { flock 9 && apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >"$log" 2>&1 9>"$top/build/apt-get.lock" || { echo "./dev: error: apt-get failed, see $log" >&2; exit 1; }
}

# Flags of Bazel: what one workspace has compiled serves the others. Layers are packed anew. All is on disk as well, for the outputs of a
# workspace stay where they are when build/ goes.
compiled_once=(--disk_cache="$top/build/workspaces/disk_cache" --remote_download_all --modify_execution_info=PackLayer=+no-cache)

# What CMake builds the engine with.
need_for_engine() {
  need g++:g++ cmake:cmake ninja:ninja-build pkg-config:pkg-config \
    /usr/include/rapidjson/reader.h:rapidjson-dev /usr/include/CLI/CLI.hpp:libcli11-dev \
    /usr/include/libdeflate.h:libdeflate-dev /usr/include/zstd.h:libzstd-dev \
    /usr/include/archive.h:libarchive-dev /usr/include/nlohmann/json.hpp:nlohmann-json3-dev
}

# What CMake builds with sanitizers, and with fuzzers. Debian's clang only recommends what its sanitizers are linked with.
need_for_sanitizers() {
  need clang:clang "/usr/lib/llvm-14/lib/clang/14.0.6/lib/linux/libclang_rt.asan-$(uname -m).a:libclang-rt-14-dev"
}

# The engine's own tests, and the readers in them.
need_for_unit_tests() {
  need_for_engine
  need python3:python3 bsdtar:libarchive-tools busybox:busybox bwrap:bubblewrap zstd:zstd /usr/include/openssl/evp.h:libssl-dev \
    /usr/include/gtest/gtest.h:libgtest-dev /usr/include/gmock/gmock.h:libgmock-dev
}

# Builds targets in build/DIRECTORY; tests only where the arguments ask for them.
cmake_build() { # cmake_build DIRECTORY "TARGETS" CMAKE-ARGUMENTS...
  local dir=$top/build/$1 log=$top/build/$1.log targets
  read -ra targets <<<"$2"
  shift 2
  need_for_engine
  mkdir -p "$dir"
  # Suites that run side by side may want the same.
  { flock 9 && cmake -S "$top" -B "$dir" -G Ninja -DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DPYVENV_TESTS=OFF "$@" && cmake --build "$dir" --target "${targets[@]}"; } >"$log" 2>&1 9>"$dir/lock" ||
    { tail -n 40 "$log" >&2; exit 1; }
}

# The programs as users have them, in build/programs; a folder is one unit.
build_programs() { cmake_build programs "layer_packer pkg_pyvenv" -DCMAKE_UNITY_BUILD=ON; }

# A Bazel of this machine that is 7 or newer and reaches a module registry; empty where there is none.
# One that works is remembered in the checkout, for asking costs a server start; that none does, by what need_for_bazel starts.
own_bazel() {
  [ -z "${PYVENV_NO_OWN_BAZEL:-}" ] || return 0
  local answer=$top/build/own_bazel candidate major
  if [ -s "$answer" ]; then
    cat "$answer"
    return
  fi
  for candidate in bazelisk bazel; do
    type -P "$candidate" >/dev/null || continue
    major=$(timeout 120 "$candidate" --version 2>/dev/null | sed -n 's/^bazel \([0-9]*\)\..*/\1/p')
    [ "${major:-0}" -ge 7 ] || continue
    (cd "$top" && timeout 300 "$candidate" mod graph) >/dev/null 2>&1 || continue
    mkdir -p "$top/build"
    echo "$candidate" >"$answer"
    echo "$candidate"
    return
  done
}

need_for_bazel() {
  [ -z "$(own_bazel)" ] || return 0
  export PYVENV_NO_OWN_BAZEL=1
  need bwrap:bubblewrap debootstrap:debootstrap git:git pip3:python3-pip
}

bazel() {
  local own
  own=$(own_bazel)
  if [ -n "$own" ]; then command "$own" "$@"; else "$top/tools/bazel/bazel" "$@"; fi
}
