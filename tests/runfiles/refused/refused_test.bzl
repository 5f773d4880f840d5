"""Runfiles of which Bazel itself can make no tree are refused, with both sides named."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("//:defs.bzl", "tar_runfiles")
load("//tests/runfiles:odd.bzl", "odd_binary")

def _refused_test_impl(ctx):
    env = analysistest.begin(ctx)
    for part in ctx.attr.message:
        asserts.expect_failure(env, part)
    return analysistest.end(env)

_refused_test = analysistest.make(
    _refused_test_impl,
    attrs = {"message": attr.string_list()},
    expect_failure = True,
)

def refused_test(name, message, **runfiles):
    """Expects that `tar_runfiles` fails.

    Args:
        name: of the test.
        message: [str], parts of the error.
        **runfiles: attributes of an `odd_binary`.
    """
    odd_binary(
        name = name + "_binary",
        testonly = True,
        tags = ["manual"],
        **runfiles
    )
    tar_runfiles(
        name = name + "_layers",
        testonly = True,
        py_binary = name + "_binary",
        tags = ["manual"],
    )
    _refused_test(
        name = name,
        size = "small",
        message = message,
        target_under_test = name + "_layers",
    )
