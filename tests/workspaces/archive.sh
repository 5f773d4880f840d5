#!/usr/bin/env bash
# The archive of a release has what e2e/smoke needs, which is what the Bazel Central Registry tests in it, and no tests of ours; the same commit
# gives the same bytes. What is not ready to be released is told of.
. "$(dirname "$0")/lib.sh"

die() { echo "$*"; exit 1; }
release=$top/build/workspaces/release
checkout=$release/checkout
rm -rf "$release"
mkdir -p "$release"
commit_checkout "$checkout" .
cd "$checkout"
version=$(tools/release/version)

archive=$(tools/release/archive "$release/one")
[ "$archive" = "$release/one/rules_pkg_pyvenv-$version.tar.gz" ]
# Whatever the machine's settings of git, and the umask.
(umask 077 && git config core.autocrlf true && git config tar.umask user && tools/release/archive "$release/two" >/dev/null)
cmp "$archive" "$release/two/rules_pkg_pyvenv-$version.tar.gz"

tar -xzf "$archive" -C "$release"
unpacked=$release/rules_pkg_pyvenv-$version
echo "$(stat -c %s "$archive") bytes, $(find "$unpacked" -type f | wc -l) files, in $(ls -A "$unpacked" | tr '\n' ' ')"
[ "$(stat -c %s "$archive")" -lt 1500000 ] || die "$archive is too large"
expected=".bazelignore .bazeliskrc .bazelrc BUILD.bazel CHANGELOG.md CMakeLists.txt CONTRIBUTING.md LICENSE MODULE.bazel README.md SECURITY.md adapters defs.bzl docs e2e private tools"
[ "$(LC_ALL=C ls -A "$unpacked" | tr '\n' ' ')" = "$expected " ] || die "other files at the top of the archive than $expected"
[ "$(ls "$unpacked/e2e" "$unpacked/tools")" = "$(printf '%s:\nsmoke\n\n%s:\npackage' "$unpacked/e2e" "$unpacked/tools")" ] || die "other e2e or tools"
# What .bcr says of the archive.
diff <(sed "s/{REPO}/rules_pkg_pyvenv/g; s/{VERSION}/$version/g" .bcr/source.template.json | grep -oE "rules_pkg_pyvenv-${version}[a-z.]*" | sort -u) \
  <(printf '%s\n' "$(basename "$unpacked")" "$(basename "$archive")")
[ -e "$unpacked/$(sed -n 's/^  module_path: //p' .bcr/presubmit.yml)/MODULE.bazel" ] || die "no module_path"

# refused TAG COUNT TEXT...: that many faults, TEXT among them.
refused() {
  local tag=$1 count=$2 text faults
  shift 2
  faults=$(! tools/release/check "$tag" some/where 2>&1) || die "$tag may be released"
  for text in "$@"; do grep -qF "$text" <<<"$faults" || die "no \"$text\" in: $faults"; done
  [ "$(wc -l <<<"$faults")" = "$count" ] || die "not $count faults: $faults"
}
# registered REPOSITORY MAINTAINERS
registered() {
  python3 - "$@" <<'PYTHON'
import json, sys
path = ".bcr/metadata.template.json"
with open(path) as file:
    metadata = json.load(file)
metadata.update(repository=["github:" + sys.argv[1]], maintainers=json.loads(sys.argv[2]))
with open(path, "w") as file:
    json.dump(metadata, file)
PYTHON
}

registered some/where '[{"github": "some", "github_user_id": 1}]'
printf '# Changes\n\n## %s\n\n- One.\n- Two.\n\n## 0.0.1\n\n- Older.\n' "$version" >CHANGELOG.md
tools/release/check "v$version" some/where
tools/release/notes some/where >"$release/notes.md"
grep -qF "version = \"$version\"" "$release/notes.md"
grep -qF -- "--repo some/where" "$release/notes.md"
[ "$(grep '^- ' "$release/notes.md")" = "$(printf -- '- One.\n- Two.')" ] || die "other changes than those of the version"
refused "v9.9" 1 "the tag is v9.9"
registered some/other '[]'
sed -i "s/    version = \"$version/    version = \"9.9/" adapters/rules_img/MODULE.bazel
sed -i "s/^## $version$/## Unreleased/" CHANGELOG.md
refused "v$version" 4 "does not name github:some/where" "names no maintainer" adapters/rules_img/MODULE.bazel 'CHANGELOG.md has nothing under'

need_for_engine
cmake -S "$unpacked" -B "$release/cmake" -G Ninja -DPYVENV_TESTS=OFF
grep -qF "CMAKE_PROJECT_VERSION:STATIC=$version" "$release/cmake/CMakeCache.txt"

# As workflows do it; here with whichever Bazel there is.
compiled_once >>"$unpacked/e2e/smoke/.bazelrc"
own=$(own_bazel)
program=$(if [ -n "$own" ]; then type -P "$own"; else echo "$top/tools/bazel/bazel"; fi)
mkdir "$release/bin"
printf '#!/bin/sh\ncp MODULE.bazel "%s"\nexec "%s" "$@"\n' "$release/seen" "$program" >"$release/bin/bazelisk"
chmod +x "$release/bin/bazelisk"
cp "$unpacked/e2e/smoke/MODULE.bazel" "$release"
PATH=$release/bin:$PATH tools/release/try --rules-python 1.8.0 "../$(basename "$unpacked")/e2e/smoke"
grep -A 2 '^single_version_override' "$release/seen" | grep -qF 'version = "1.8.0"' || die "tools/release/try: no override"
cmp "$unpacked/e2e/smoke/MODULE.bazel" "$release/MODULE.bazel"
cd "$unpacked/e2e/smoke"
bazel shutdown
