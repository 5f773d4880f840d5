"""Tests of tests that must fail."""

load("@rules_shell//shell:sh_test.bzl", "sh_test")
load("//:defs.bzl", "tar_runfiles_test")

def failing_test(name, line, status = 1, args = [], **kwargs):
    """A `tar_runfiles_test` that must fail, and the test that it does.

    Args:
        name: of the test that passes.
        line: what the other one must say, a part of a line.
        status: its exit status.
        args: of its program. Bazel gives a test its arguments only when it runs it, so here the test that runs it does.
        **kwargs: its attributes.
    """
    tar_runfiles_test(
        name = name + ".fails",
        tags = ["manual"],  # By itself it would only fail; the test below runs it.
        **kwargs
    )
    sh_test(
        name = name,
        size = "small",
        srcs = ["fails.sh"],
        args = ["$(rootpath :{}.fails)".format(name)] + args,
        data = [":{}.fails".format(name)],
        env = {
            "LINE": line,
            "STATUS": str(status),
        },
    )
