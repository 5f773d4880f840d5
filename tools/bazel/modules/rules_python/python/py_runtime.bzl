"""py_runtime."""

load("//python/private:py_runtime.bzl", _py_runtime = "py_runtime")

py_runtime = _py_runtime
