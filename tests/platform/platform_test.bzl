"""Tests of the platform that a binary is built for."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")

def _platform_test_impl(ctx):
    env = analysistest.begin(ctx)
    texts, launchers = {}, {}
    for action in analysistest.target_actions(env):
        if action.mnemonic == "PackLayer":
            for file in action.inputs.to_list():
                if file.is_source and file.extension == "txt" and file.short_path.startswith("tests/platform/"):
                    texts[file.basename] = None
                elif file.basename in ("app", "launcher"):
                    launchers[file.root.path] = None
    asserts.equals(env, [ctx.attr.packed], texts.keys())

    # The binary is built once, and where no platform is named by the build's own configuration.
    asserts.equals(env, 1, len(launchers))
    asserts.equals(env, ctx.attr.is_of_the_build, launchers.keys() == [ctx.bin_dir.path])

    # So are the layers.
    for file in analysistest.target_under_test(env)[DefaultInfo].files.to_list():
        asserts.equals(env, launchers.keys(), [file.root.path])
    return analysistest.end(env)

platform_test = analysistest.make(
    _platform_test_impl,
    attrs = {
        "is_of_the_build": attr.bool(doc = "Whether that is the platform of the build."),
        "packed": attr.string(doc = "The text file that a binary has on the platform."),
    },
)
