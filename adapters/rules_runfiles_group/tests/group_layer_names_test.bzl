"""Tests of group_layer_names.bzl."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("@rules_pkg_pyvenv//private:layer_names.bzl", "OUTPUT_GROUPS", "layer_name_fault")  # buildifier: disable=bzl-visibility
load("//private:group_layer_names.bzl", "group_layer_names")

def _names_tell_groups_apart_test_impl(ctx):
    env = unittest.begin(ctx)
    app, lib = Label("//app:app"), Label("//app/lib:x.y")
    expected = {
        "rules_python#pypi/numpy": "pypi-numpy",
        "rules_python#pypi/ruamel.yaml": "pypi-ruamel.yaml",
        "rules_python#runtime": "runtime",
        "unprefixed": "unprefixed",
        "x#": "x",
        app: "app",
        lib: "app-lib-x.y",
    }
    asserts.equals(env, expected, group_layer_names(expected.keys()))
    return unittest.end(env)

def _names_are_fit_for_layers_test_impl(ctx):
    env = unittest.begin(ctx)
    groups = OUTPUT_GROUPS + ["x#@@repo++ext+name//:lib", "x#_hidden", "x#.-", "Größe", "x# ", "#"]
    layers = group_layer_names(groups)
    for group, layer in layers.items():
        asserts.equals(env, None, layer_name_fault(layer), "{} of {}".format(layer, group))
    asserts.equals(env, len(groups), len({layer: None for layer in layers.values()}))
    asserts.equals(env, "group-report", layers["report"])
    asserts.equals(env, "hidden", layers["x#_hidden"])
    asserts.equals(env, "repo-ext-name-lib", layers["x#@@repo++ext+name//:lib"])
    return unittest.end(env)

def _groups_of_one_name_keep_their_ruleset_test_impl(ctx):
    env = unittest.begin(ctx)
    groups = ["a#runtime", "b#runtime", "b#std"]
    expected = {"a#runtime": "a-runtime", "b#runtime": "b-runtime", "b#std": "std"}
    asserts.equals(env, expected, {group: name for group, name in sorted(group_layer_names(groups).items())})
    asserts.equals(env, expected, {group: name for group, name in sorted(group_layer_names(reversed(groups)).items())})
    return unittest.end(env)

def _groups_that_nothing_tells_apart_are_numbered_test_impl(ctx):
    env = unittest.begin(ctx)
    groups = ["x#a/b", "x#a-b", "x#a+b", "x-a-b-2"]
    expected = {"x#a+b": "x-a-b", "x#a-b": "x-a-b-3", "x#a/b": "x-a-b-4", "x-a-b-2": "x-a-b-2"}
    asserts.equals(env, expected, {group: name for group, name in sorted(group_layer_names(groups).items())})
    asserts.equals(env, expected, {group: name for group, name in sorted(group_layer_names(reversed(groups)).items())})
    return unittest.end(env)

def _reserved_names_are_no_groups_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, {"x#main": "x-main"}, group_layer_names(["x#main"], reserved = ["main"]))
    asserts.equals(env, {"main": "main-2"}, group_layer_names(["main"], reserved = ["main"]))
    asserts.equals(env, {"x#main": "main"}, group_layer_names(["x#main"]))
    return unittest.end(env)

names_tell_groups_apart_test = unittest.make(_names_tell_groups_apart_test_impl)
names_are_fit_for_layers_test = unittest.make(_names_are_fit_for_layers_test_impl)
groups_of_one_name_keep_their_ruleset_test = unittest.make(_groups_of_one_name_keep_their_ruleset_test_impl)
groups_that_nothing_tells_apart_are_numbered_test = unittest.make(_groups_that_nothing_tells_apart_are_numbered_test_impl)
reserved_names_are_no_groups_test = unittest.make(_reserved_names_are_no_groups_test_impl)

def group_layer_names_test_suite(name):
    unittest.suite(
        name,
        names_tell_groups_apart_test,
        names_are_fit_for_layers_test,
        groups_of_one_name_keep_their_ruleset_test,
        groups_that_nothing_tells_apart_are_numbered_test,
        reserved_names_are_no_groups_test,
    )
