"""A layer's action is told of bytecode that the runfiles have for its own modules, and of no other."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")

def _claims_test_impl(ctx):
    env = analysistest.begin(ctx)
    claims = {
        _layer(action): [word for word in action.argv if word.endswith("/" + ctx.attr.bytecode)]
        for action in analysistest.target_actions(env)
        if action.mnemonic == "PrecompileLayer"
    }
    asserts.true(env, len(claims) > 2)
    asserts.equals(env, [ctx.attr.layer], [layer for layer, words in claims.items() if words])
    return analysistest.end(env)

def _layer(action):
    """<name>.<layer>.bytecode is among the outputs."""
    return [file.basename for file in action.outputs.to_list() if file.is_directory][0].split(".")[-2]

claims_test = analysistest.make(
    _claims_test_impl,
    attrs = {
        "bytecode": attr.string(doc = "Name of a file that the runfiles have."),
        "layer": attr.string(doc = "Where its module is."),
    },
)
