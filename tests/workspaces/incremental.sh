#!/usr/bin/env bash
# A change packs the layers that it is in, and no other: counted in Bazel's execution log, each change from a state where all is built.
. "$(dirname "$0")/lib.sh"
. tests/workspaces/wheels.sh
spawns=$top/tests/workspaces/spawns.py
log=$top/build/workspaces/incremental.json

# after CHANGE LAYER...: a build now packs these layers, in any order.
after() {
  local change=$1 ran packed
  shift
  bazel build --execution_log_json_file="$log" //:one_tar >"$log.txt" 2>&1 || { cat "$log.txt"; exit 1; }
  ran=$(python3 "$spawns" "$log")
  packed=$(sed -n 's/^PackLayer one_tar\.//p' <<<"$ran")
  printf '%-44s PackLayer %d (%s), VerifyLayers %d\n' "$change" "$(grep -c . <<<"$packed")" "${packed//$'\n'/ }" \
    "$(grep -c '^VerifyLayers ' <<<"$ran")" || true
  diff <(printf '%s\n' "$@" | LC_ALL=C sort) <(echo "$packed") || {
    printf '%s: expected "%s"; ran:\n%s\n' "$change" "$*" "$ran"
    exit 1
  }
}

make_wheels_workspace
bazel build //:one_tar

after "nothing" ""
echo "# edited" >>one.py
after "a first-party file edited" main
echo "# edited" >>wheels/cat/site-packages/cat/__init__.py
after "a file of a wheel in external edited" external
echo "# edited" >>wheels/ant/site-packages/ant/__init__.py
after "a file of a wheel in its own layer edited" ant
bump_wheel cat 1.0 1.1
after "a wheel in external bumped" external main
bump_wheel bee 1.0 1.1
after "a wheel in its own layer bumped" bee main

touch one.py wheels/*/site-packages/*/*
after "files touched" ""
chmod 755 one.py wheels/*/site-packages/*/*
after "files made executable on disk" ""
cp -p one.py copy && mv copy one.py
after "a file replaced by an equal one" ""

echo "MORE = 1" >wheels/dog/site-packages/dog/more.py
after "a file added to a wheel's package" external
rm wheels/dog/site-packages/dog/more.py
after "a file removed from a wheel's package" external
echo "MORE = 1" >wheels/dog/site-packages/dog_more.py
after "a module added beside a wheel's package" external main
rm wheels/dog/site-packages/dog_more.py
after "a module removed from beside it" external main
