#!/usr/bin/env bash
# Makes an image of this Debian by debootstrap and umoci: LAYOUT, with the tag "base", unless it is there. It has the libraries
# that Python's own modules want, and no Python.
#   usage: tests/image/debian_base.sh LAYOUT
set -euo pipefail
layout=$1
[ ! -e "$layout/index.json" ] || exit 0
work=$(mktemp -d -p "$(dirname "$layout")")
trap 'rm -rf "$work"' EXIT

umoci init --layout "$work/layout"
umoci new --image "$work/layout:base"
umoci unpack --image "$work/layout:base" "$work/bundle"
"$(dirname "$0")/../../tools/dev/debian_root" "$work/debian" libexpat1 libffi8 libsqlite3-0 libssl3 zlib1g
rm -rf "$work/debian/var/cache/apt" "$work/debian/var/lib/apt" "$work/debian/dev" "$work/debian/proc" "$work/debian/sys"
mkdir "$work/debian/dev" "$work/debian/proc" "$work/debian/sys"
cp -a "$work/debian/." "$work/bundle/rootfs/"
umoci repack --image "$work/layout:base" "$work/bundle"
umoci config --image "$work/layout:base" --config.env FROM_BASE=1 --config.user 1234:1234
mv "$work/layout" "$layout"
