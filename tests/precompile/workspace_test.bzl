"""Where the workspace asks for bytecode, those that can have it do, and others are packed as before."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")

def _workspace_test_impl(ctx):
    env = analysistest.begin(ctx)
    reports = analysistest.target_under_test(env)[OutputGroupInfo].bytecode_reports.to_list()
    asserts.equals(env, ctx.attr.layers, [report.basename.split(".")[1] for report in reports])
    return analysistest.end(env)

workspace_test = analysistest.make(
    _workspace_test_impl,
    attrs = {"layers": attr.string_list(doc = "Those with bytecode.")},
    config_settings = {str(Label("//private:layer_settings")): str(Label("//tests/precompile:settings"))},
)
