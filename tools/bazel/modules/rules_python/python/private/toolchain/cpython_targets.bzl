"""Targets of a repository that holds a CPython."""

load("//python/private:py_runtime.bzl", "py_runtime", "py_runtime_pair")

def cpython_targets(name, python_version):
    """Declares the runtime.

    Args:
        name: unused, but buildifier wants macros to have it.
        python_version: the full version.
    """
    major, minor, micro = python_version.split(".")
    native.filegroup(
        name = "files",
        srcs = native.glob(
            [
                "bin/**",
                "include/**",
                "lib/**",
                "share/**",
            ],
            allow_empty = True,
            exclude = [
                "lib/**/*.a",
                "lib/libpython{}.{}*.so".format(major, minor),
                "lib/python{}.{}*/**/test/**".format(major, minor),
                "lib/python{}.{}*/**/tests/**".format(major, minor),
                # Whoever runs this interpreter leaves them here.
                "**/__pycache__/**",
            ],
        ),
    )
    native.exports_files(["bin/python3"])
    native.alias(
        name = "python",
        actual = "bin/python3",
    )
    py_runtime(
        name = "py3_runtime",
        files = [":files"],
        interpreter = "bin/python3",
        interpreter_version_info = {
            "major": major,
            "micro": micro,
            "minor": minor,
            "releaselevel": "final",
            "serial": "0",
        },
    )
    py_runtime_pair(
        name = "python_runtimes",
        py3_runtime = ":py3_runtime",
    )
