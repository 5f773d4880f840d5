# Sourced after lib.sh: makes a workspace of two programs and four wheels, which a test can edit, below build/workspaces/.

wheels_workspace=$top/build/workspaces/wheels

# make_wheel NAME VERSION
make_wheel() {
  local wheel=$wheels_workspace/wheels/$1
  mkdir -p "$wheel/site-packages/$1" "$wheel/site-packages/$1-$2.dist-info"
  cp tests/workspaces/wheels/wheel.BUILD.bazel "$wheel/BUILD.bazel"
  touch "$wheel/REPO.bazel"
  echo "NAME = \"$1\"" >"$wheel/site-packages/$1/__init__.py"
  printf 'Metadata-Version: 2.1\nName: %s\nVersion: %s\n' "$1" "$2" >"$wheel/site-packages/$1-$2.dist-info/METADATA"
}

make_wheels_workspace() {
  mkdir -p "$wheels_workspace"
  # The directory stays, for the server of a test before this one may still run in it.
  find "$wheels_workspace" -mindepth 1 -delete
  cp tests/workspaces/wheels/{BUILD.bazel,one.py,two.py} .bazeliskrc "$wheels_workspace"
  { cat tests/workspaces/wheels/bazelrc; compiled_once; } >"$wheels_workspace/.bazelrc"
  sed "s|@CHECKOUT@|$top|" tests/workspaces/wheels/MODULE.bazel.in >"$wheels_workspace/MODULE.bazel"
  local name
  for name in ant bee cat dog; do
    make_wheel "$name" 1.0
  done
  cd "$wheels_workspace"
}

# bump_wheel NAME FROM TO
bump_wheel() {
  local directory=wheels/$1/site-packages
  mv "$directory/$1-$2.dist-info" "$directory/$1-$3.dist-info"
  sed -i "s/^Version: .*/Version: $3/" "$directory/$1-$3.dist-info/METADATA"
  echo "VERSION = \"$3\"" >>"$directory/$1/__init__.py"
}
