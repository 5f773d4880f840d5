"""py_library."""

load("//python/private:py_library.bzl", _py_library = "py_library")

py_library = _py_library
