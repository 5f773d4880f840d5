"""PyInfo."""

load("//python/private:py_info.bzl", _PyInfo = "PyInfo")

PyInfo = _PyInfo
