"""py_binary."""

load("//python/private:py_executable.bzl", _py_binary = "py_binary")

py_binary = _py_binary
