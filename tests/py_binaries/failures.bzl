"""What several binaries in one tree must not be."""

load("//tests/analysis:tar_runfiles_test.bzl", "tar_runfiles_failure_test")
load("//tests/runfiles:odd.bzl", "odd_binary")

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

    tar_runfiles_failure_test(
        name = "same_path_test",
        message = "two binaries disagree about \"share/text\"",
        py_binaries = {":greets": "bin/a", ":serves": "bin/b"},
    )
    tar_runfiles_failure_test(
        name = "path_below_a_file_test",
        message = "two binaries disagree about \"share/text/below\"",
        py_binaries = {":greets": "bin/a", ":serves_below": "bin/b"},
    )
    tar_runfiles_failure_test(
        name = "same_entrypoint_test",
        message = "both want \"bin/a\"",
        py_binaries = {":greets": "bin/a", ":serves": "/bin/a"},
    )
    tar_runfiles_failure_test(
        name = "entrypoint_where_another_looks_for_runfiles_test",
        message = "both want \"bin/a.runfiles\"",
        py_binaries = {":greets": "bin/a", ":serves": "bin/a.runfiles"},
        runfiles_root = "srv/all.runfiles",
    )
    tar_runfiles_failure_test(
        name = "runfiles_below_an_entrypoint_test",
        message = "do not fit beside one another",
        py_binaries = {":greets": "bin/a"},
        runfiles_root = "bin/a/b.runfiles",
    )
    tar_runfiles_failure_test(
        name = "runfiles_below_where_a_launcher_looks_for_them_test",
        message = "do not fit beside one another",
        py_binaries = {":greets": "bin/a"},
        runfiles_root = "bin/a.runfiles/b.runfiles",
    )
    tar_runfiles_failure_test(
        name = "no_binary_test",
        message = "name one binary with the first or several with the second",
    )
    tar_runfiles_failure_test(
        name = "not_executable_test",
        message = "is no executable target; name a py_binary, not a library",
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
