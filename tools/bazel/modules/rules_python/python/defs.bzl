"""All of it in one file."""

load("//python/private:py_executable.bzl", _py_binary = "py_binary", _py_test = "py_test")
load("//python/private:py_info.bzl", _PyInfo = "PyInfo")
load("//python/private:py_library.bzl", _py_library = "py_library")
load("//python/private:py_runtime.bzl", _PyRuntimeInfo = "PyRuntimeInfo", _py_runtime = "py_runtime", _py_runtime_pair = "py_runtime_pair")

PyInfo = _PyInfo
PyRuntimeInfo = _PyRuntimeInfo
py_binary = _py_binary
py_library = _py_library
py_runtime = _py_runtime
py_runtime_pair = _py_runtime_pair
py_test = _py_test
