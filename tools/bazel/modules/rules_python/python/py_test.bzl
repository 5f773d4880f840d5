"""py_test."""

load("//python/private:py_executable.bzl", _py_test = "py_test")

py_test = _py_test
