#!/usr/bin/env bash
# A remote worker, without network and without any program or library of a host, packs the same layers as this machine; its cache serves
# another output base; after a change it packs the layers that the change is in. Everything runs in a network namespace of its own.
. "$(dirname "$0")/../workspaces/lib.sh"
. tests/workspaces/wheels.sh
. tools/bazel/enter.sh
. tests/remote/worker.sh
directory=$top/build/remote

# The worker is a part of that Bazel, so it is no other that builds.
bazel() { "$top/tools/bazel/bazel" --output_base="$output_base" "$@"; }

if [ "${1:-}" != --in-namespace ]; then
  tools/bazel/bazel --version
  tests/remote/make_worker "$cache"
  exec bwrap --dev-bind / / --unshare-net --cap-add ALL "$top/tests/remote/remote_execution.sh" --in-namespace
fi

# What our rules have run; trees, links and wheels are made by other actions.
ours='^(PackLayer|PrecompileLayer|VerifyLayers|ReportLayers|DescribeSoftware|MergeRepoMappings) '
# A static layer_packer, as docs/remote-execution.md has it. The other flags undo what the .bazelrc of the wheels' workspace says of caches.
flags=(--symlink_prefix=/ --host_features=fully_static_link --modify_execution_info= "--output_groups=+report,+sbom")
here=(--disk_cache= --spawn_strategy=sandboxed)
remotely=(--disk_cache= --remote_executor="grpc://$worker_address" --spawn_strategy=remote)

quietly() { "$@" >"$directory/log" 2>&1 || { cat "$directory/log"; exit 1; }; }

# use_output_base NAME: it has built nothing yet but layer_packer.
use_output_base() {
  output_base=$directory/$1
  quietly bazel clean
  # All of it on disk, or a build without this cache would not find it there.
  quietly bazel build "${flags[@]}" --output_groups=default --disk_cache="$top/build/workspaces/disk_cache" --remote_download_all \
    --noexperimental_inmemory_dotd_files @rules_pkg_pyvenv//tests/remote:layer_packer
}

build() { # build FLAG...
  quietly bazel build "${flags[@]}" --execution_log_json_file="$directory/spawns.json" "$@"
}

# ran [RUNNER]: our actions that the last build has run, or has found in a cache, a line each.
ran() { python3 "$top/tests/workspaces/spawns.py" "$directory/spawns.json" "$@" | grep -E "$ours"; }

# outputs: the files of layers, with their digests.
outputs() {
  (cd "$output_base/execroot/_main/bazel-out/k8-fastbuild/bin" &&
    find -L . -name '*.runfiles' -prune -o -type f \( -path '*_tar.*' -o -path '*_layers.*' \) -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

same() { # same WHAT EXPECTED ACTUAL
  [ -n "$2" ] || { echo "$1: nothing to compare"; exit 1; }
  diff <(echo "$2") <(echo "$3") || { echo "$1: expected (<), found (>)"; exit 1; }
}

count() { wc -l <<<"$1"; }

# layers_are_equal TARGET...
layers_are_equal() {
  use_output_base one
  build "${here[@]}" "$@"
  actions=$(ran) files=$(outputs)
  layers=$(grep -c '\.tar$' <<<"$files")

  use_output_base one
  build "${remotely[@]}" --remote_download_all "$@"
  same "what ran remotely" "$actions" "$(ran remote)"
  same "the remote layers" "$files" "$(outputs)"
  echo "remotely: $(count "$actions") actions, $layers layers, $(count "$files") files: the same bytes"
  quietly bazel shutdown

  use_output_base two
  build "${remotely[@]}" --remote_download_minimal "$@"
  cp "$directory/spawns.json" "$directory/cached.json"
  same "what another output base found in the cache" "$actions" "$(ran "remote cache hit")"
  same "what it has run" "$actions" "$(ran)"
  same "layers on its disk" 0 "$(outputs | grep -c '\.tar$' || true)"
  build "${remotely[@]}" --remote_download_all "$@"
  same "the cached layers" "$files" "$(outputs)"
  echo "from the cache, in another output base: the same"
  quietly bazel shutdown
}

# Where layer_packer is linked against libraries, as it is by default, it does not start in such a place.
needs_a_static_program() {
  output_base=$directory/two
  ! bazel build "${flags[@]}" --host_features=-fully_static_link "${remotely[@]}" //tests/remote:odd_layers >"$directory/log" 2>&1 ||
    { echo "the worker has libraries"; exit 1; }
  grep -q 'bwrap: execvp .*/layer_packer: No such file' "$directory/log" || { cat "$directory/log"; exit 1; }
  echo "a dynamic layer_packer: does not start on this worker"
  quietly bazel shutdown
}

# What docs/remote-execution.md says of fleets is what comes out here.
page_is_true() {
  local page=docs/remote-execution.md expected
  expected=$(python3 tests/remote/fleet.py "$directory/cached.json" "$directory/worker/cas" //tests/remote:each_wheel_tar)
  same "$page, between the comments" "$expected" "$(sed -n '/^<!-- fleet.py/,/^<!-- end/p' $page | sed '1d;$d')"
}

# after CHANGE COMPILED PACKED: a build now compiles, remotely, the modules of these layers and packs these.
after() {
  local mnemonic expected
  build "${remotely[@]}" //:one_precompiled_tar
  for mnemonic in PrecompileLayer PackLayer; do
    expected=$2
    [ $mnemonic = PrecompileLayer ] || expected=$3
    same "$1: $mnemonic" "$mnemonic: $expected" \
      "$mnemonic: $(ran remote | sed -n "s/^$mnemonic one_precompiled_tar\.//p" | paste -sd ' ')"
  done
  builds=$((builds + 1))
  echo "$1: compiled remotely ($2), packed remotely ($3)"
}

changes_run_what_they_are_in() {
  builds=0
  make_wheels_workspace
  use_output_base wheels
  after "nothing built" "ant bee external interpreter main" "ant bee external interpreter main"
  after "no change" "" ""
  echo "# edited" >>one.py
  after "a first-party file edited" main main
  echo "# edited" >>wheels/ant/site-packages/ant/__init__.py
  after "a file of a wheel in its own layer edited" ant ant
  bump_wheel cat 1.0 1.1
  after "a wheel in external bumped" external "external main"
  quietly bazel shutdown
}

finish() {
  local name
  for name in one two wheels; do
    output_base=$directory/$name
    [ ! -e "$output_base/server/server.pid.txt" ] || bazel shutdown >/dev/null 2>&1 || true
  done
  stop_worker "$directory/worker"
}

rm -rf "$directory"
mkdir -p "$directory"
trap finish EXIT
start_worker "$cache" "$directory/worker" "$top"

output_base=$directory/one
mapfile -t targets < <(bazel query --noshow_progress "kind('tar_runfiles rule', //example/... + //tests/remote/... + //tests/runfiles/links/... +
  //tests/runfiles/strategies/... + //tests/runfiles/trees/... + //tests/long:system_python-venv_tar)")
layers_are_equal "${targets[@]}"
page_is_true
needs_a_static_program
changes_run_what_they_are_in

trap - EXIT
finish
rm -rf "$directory"
echo "$(count "$actions") remote actions compared, $layers layers and $(($(count "$files") - layers)) files beside them; $builds builds after changes"
