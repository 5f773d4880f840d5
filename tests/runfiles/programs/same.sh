#!/usr/bin/env bash
# Two files have the same bytes.
exec cmp "$1" "$2"
