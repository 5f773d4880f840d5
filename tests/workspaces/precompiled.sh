#!/usr/bin/env bash
# With bytecode beside the modules, a change compiles and packs the layers that it is in and no other; and a build from nothing, outside
# the sandbox and with bytecode beside a source that Bazel does not know of, gives the same bytes.
. "$(dirname "$0")/lib.sh"
. tests/workspaces/wheels.sh
spawns=$top/tests/workspaces/spawns.py
log=$top/build/workspaces/precompiled

quietly() { "$@" >"$log.txt" 2>&1 || { cat "$log.txt"; exit 1; }; }

# after CHANGE COMPILED PACKED: a build now compiles the modules of these layers and packs these, in the order of their names.
after() {
  local ran compiled packed
  quietly bazel build --execution_log_json_file="$log.json" //:one_precompiled_tar
  ran=$(python3 "$spawns" "$log.json")
  compiled=$(sed -n 's/^PrecompileLayer one_precompiled_tar\.//p' <<<"$ran")
  packed=$(sed -n 's/^PackLayer one_precompiled_tar\.//p' <<<"$ran")
  printf '%-44s PrecompileLayer (%s), PackLayer (%s)\n' "$1" "${compiled//$'\n'/ }" "${packed//$'\n'/ }"
  [ "${compiled//$'\n'/ }" = "$2" ] && [ "${packed//$'\n'/ }" = "$3" ] || { echo "$1: expected ($2), ($3)"; exit 1; }
}

# digests FLAG...: of the layers and of all bytecode, built from nothing.
digests() {
  quietly bazel clean
  quietly bazel build --modify_execution_info=PrecompileLayer=+no-cache "$@" //:one_precompiled_tar
  (cd bazel-bin && find -L . -path './one_precompiled_tar.*' -type f \( -name '*.tar' -o -name '*.pyc' \) -print0 | LC_ALL=C sort -z |
    xargs -0 sha256sum)
}

make_wheels_workspace
quietly bazel build //:one_precompiled_tar

after "nothing" "" ""
echo "# edited" >>one.py
after "a first-party file edited" main main
echo "# edited" >>wheels/cat/site-packages/cat/__init__.py
after "a file of a wheel in external edited" external external
echo "# edited" >>wheels/ant/site-packages/ant/__init__.py
after "a file of a wheel in its own layer edited" ant ant
bump_wheel bee 1.0 1.1
after "a wheel in its own layer bumped" bee "bee main"
echo 'Summary: edited' >>wheels/bee/site-packages/bee-1.1.dist-info/METADATA
after "a file that is no module edited" "" bee
echo "MORE = 1" >wheels/dog/site-packages/dog/more.py
after "a module added to a wheel's package" external "external main"

first=$(digests)
python3 -m compileall -q one.py >/dev/null
second=$(digests --spawn_strategy=local --jobs=1)
diff <(echo "$first") <(echo "$second") || { echo "other bytes from nothing, outside the sandbox"; exit 1; }
echo "from nothing, twice: $(wc -l <<<"$first") files, the same bytes"
