"""py_runtime_pair."""

load("//python/private:py_runtime.bzl", _py_runtime_pair = "py_runtime_pair")

py_runtime_pair = _py_runtime_pair
