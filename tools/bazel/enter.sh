# Sourced: runs a command with another directory as "/", by bubblewrap, or by chroot in a mount namespace of its own.
#   enter ROOT DIRECTORY... -- COMMAND...
# Each DIRECTORY appears inside at its own path, and so does /tmp; the command starts in the current directory where that is
# inside, else in "/".

enter() {
  if _by_bwrap / -- true 2>/dev/null; then _by_bwrap "$@"; else _by_chroot "$@"; fi
}

enter_works() {
  _by_bwrap / -- true 2>/dev/null || _by_chroot / -- true 2>/dev/null
}

_by_bwrap() {
  local root=$1 binds=()
  shift
  while [ "$1" != -- ]; do
    binds+=(--bind "$1" "$1")
    shift
  done
  shift
  # All capabilities, and /proc as it is (not a new one, part of which bubblewrap covers): package scripts change owners, and tests
  # start bubblewrap again.
  bwrap --bind "$root" / --dev-bind /dev /dev --dev-bind /proc /proc --bind /tmp /tmp "${binds[@]}" --cap-add ALL \
    sh -c 'cd "$1" 2>/dev/null || cd /; shift; exec "$@"' sh "$PWD" "$@"
}

_by_chroot() {
  [ "$(id -u)" = 0 ] || return 1
  # The mounts vanish with the last process of the namespace (a Bazel server keeps them).
  unshare --mount sh -euc '
    here=$1 root=${2%/}; shift 2
    mount -t proc proc "$root/proc"
    [ -z "$root" ] || { mount --rbind /dev "$root/dev"; mount --bind /tmp "$root/tmp"; }
    while [ "$1" != -- ]; do
      mkdir -p "$root$1"
      mount --bind "$1" "$root$1"
      shift
    done
    shift
    exec chroot "$root/" sh -c '\''cd "$1" 2>/dev/null || cd /; shift; exec "$@"'\'' sh "$here" "$@"
  ' sh "$PWD" "$@"
}
