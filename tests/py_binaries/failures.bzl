"""What several binaries in one tree must not be."""

load("//:defs.bzl", "tar_runfiles")
load("//tests/analysis:tar_runfiles_test.bzl", "failure_test")
load("//tests/runfiles:odd.bzl", "odd_binary")

def _failure(name, message, **kwargs):
    tar_runfiles(
        name = name + "_target",
        testonly = True,
        tags = ["manual"],  # It cannot be built, which the test wants to see.
        **kwargs
    )
    failure_test(
        name = name,
        message = message,
        target_under_test = name + "_target",
    )

def failure_tests(name):
    """Declares the tests.

    Args:
        name: of the test suite.
    """
    programs = {
        "greets": {"greeting.txt": "share/text"},
        "serves": {"server.py": "share/text"},
        "serves_below": {"server.py": "share/text/below"},
    }
    for program, root_symlinks in programs.items():
        odd_binary(
            name = program,
            testonly = True,
            root_symlinks = root_symlinks,
        )

    native.filegroup(
        name = "texts",
        srcs = ["greeting.txt", "server.py"],
    )

    _failure(
        name = "same_path_test",
        message = "two binaries disagree about \"share/text\"",
        py_binaries = {":greets": "bin/a", ":serves": "bin/b"},
    )
    _failure(
        name = "path_below_a_file_test",
        message = "two binaries disagree about \"share/text/below\"",
        py_binaries = {":greets": "bin/a", ":serves_below": "bin/b"},
    )
    _failure(
        name = "same_entrypoint_test",
        message = "both want \"bin/a\"",
        py_binaries = {":greets": "bin/a", ":serves": "/bin/a"},
    )
    _failure(
        name = "entrypoint_where_another_looks_for_runfiles_test",
        message = "both want \"bin/a.runfiles\"",
        py_binaries = {":greets": "bin/a", ":serves": "bin/a.runfiles"},
        runfiles_root = "srv/all.runfiles",
    )
    _failure(
        name = "runfiles_below_an_entrypoint_test",
        message = "do not fit beside one another",
        py_binaries = {":greets": "bin/a"},
        runfiles_root = "bin/a/b.runfiles",
    )
    _failure(
        name = "runfiles_below_where_a_launcher_looks_for_them_test",
        message = "do not fit beside one another",
        py_binaries = {":greets": "bin/a"},
        runfiles_root = "bin/a.runfiles/b.runfiles",
    )
    _failure(
        name = "no_binary_test",
        message = "name one binary with the first or several with the second",
    )
    _failure(
        name = "not_executable_test",
        message = "is no binary",
        py_binaries = {":texts": "bin/a"},
    )
    native.test_suite(
        name = name,
        tests = [
            "entrypoint_where_another_looks_for_runfiles_test",
            "no_binary_test",
            "not_executable_test",
            "path_below_a_file_test",
            "runfiles_below_an_entrypoint_test",
            "runfiles_below_where_a_launcher_looks_for_them_test",
            "same_entrypoint_test",
            "same_path_test",
        ],
    )
