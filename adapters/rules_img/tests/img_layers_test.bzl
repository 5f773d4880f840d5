"""What img_layers declares: nothing that reads a layer."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@rules_img//img:providers.bzl", "LayersInfo")

def _img_layers_test_impl(ctx):
    env = analysistest.begin(ctx)
    layers = analysistest.target_under_test(env)[LayersInfo].layers
    actions = analysistest.target_actions(env)
    asserts.equals(env, len(layers), len(actions))
    blobs = [layer.blob for layer in layers]
    for action in actions:
        asserts.equals(env, "TemplateExpand", action.mnemonic)
        for file in action.inputs.to_list():
            asserts.false(env, file in blobs, "an action reads " + file.path)

    # Of four layers, those of the wheels are no targets of this repository.
    asserts.equals(env, [True, False, False, True], [not layer.blob.owner.repo_name for layer in layers])
    return analysistest.end(env)

img_layers_test = analysistest.make(_img_layers_test_impl)
