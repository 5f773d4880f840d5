"""Two programs in one runfiles tree, and what their layers are tested for."""

load("@rules_python//python:defs.bzl", "py_binary")
load("//:defs.bzl", "tar_runfiles", "tar_runfiles_test")
load("//tests/runfiles:union_test.bzl", "union_test")

_BOOTSTRAP = "@rules_python//python/config_settings:bootstrap_impl"

def py_binaries_tests(name, server, worker, entrypoints = ["bin/server", "bin/worker"], runfiles_root = ""):
    """Declares the tests.

    Args:
        name: what names begin with.
        server: launcher of the first program.
        worker: launcher of the second.
        entrypoints: where the two start.
        runfiles_root: as of `tar_runfiles`.
    """
    py_binary(
        name = name + "_server",
        srcs = ["server.py"],
        config_settings = {_BOOTSTRAP: server},
        data = ["greeting.txt"],
        main = "server.py",
        deps = [
            "@rules_pkg_pyvenv_pip_dev//cowsay",
            "@rules_pkg_pyvenv_pip_dev//google_crc32c",
            "@rules_python//python/runfiles",
        ],
    )

    py_binary(
        name = name + "_worker",
        srcs = ["worker.py"],
        config_settings = {_BOOTSTRAP: worker},
        data = ["@runfiles_elsewhere//:program"],
        main = "worker.py",
        deps = [
            "@rules_pkg_pyvenv_pip_dev//google_crc32c",
            "@rules_pkg_pyvenv_pip_dev//idna",
            "@rules_python//python/runfiles",
        ],
    )

    py_binaries = {
        name + "_server": entrypoints[0],
        name + "_worker": entrypoints[1],
    }
    tar_runfiles(
        name = name + "_tar",
        py_binaries = py_binaries,
        runfiles_root = runfiles_root,
    )

    # The layers are what Bazel makes of both, each path once.
    union_test(
        name = name + "_union_test",
        layers = name + "_tar",
        py_binaries = py_binaries,
        runfiles_root = runfiles_root,
    )

    # Both programs work from them, started from another directory than the one that their ways in are in.
    for program, entrypoint in py_binaries.items():
        tar_runfiles_test(
            name = program + "_run_test",
            size = "small",
            entrypoint = entrypoint,
            layers = name + "_tar",
        )
