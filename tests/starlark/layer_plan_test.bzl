"""Tests of layer_plan.bzl: layers as another ruleset says."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:layer_plan.bzl", "placement_by_plan")
load("//private:layers.bzl", "assign_layers")
load("//private:runfiles_tree.bzl", "runfiles_tree")
load(":mocks.bzl", "mock_default_info", "mock_entry", "mock_file")

def _runfiles(**runfiles):
    return mock_default_info(**runfiles).default_runfiles

def _entries_go_where_the_plan_says_test_impl(ctx):
    env = unittest.begin(ctx)
    wheel, shared, own, linked = mock_file("../a/x.py"), mock_file("../b/y.py"), mock_file("pkg/z.py"), mock_file("pkg/w.py")
    link, empty = mock_entry("_main/v/x.py", wheel), "pkg/__init__.py"
    tree = runfiles_tree(
        [mock_default_info(
            files = [wheel, shared, own],
            symlinks = [mock_entry("l", linked)],
            root_symlinks = [link],
            empty_filenames = [empty],
        )],
        "_main",
    )
    plan = struct(
        home = "app",
        layers = [
            struct(name = "wheels", runfiles = _runfiles(files = [wheel, shared])),
            struct(name = "venv", runfiles = _runfiles(files = [shared], root_symlinks = [link])),
            struct(name = "data", runfiles = _runfiles(symlinks = [mock_entry("l", linked)], empty_filenames = [empty])),
            struct(name = "none", runfiles = _runfiles()),
        ],
    )
    layers = assign_layers(tree, placement_by_plan(plan, "_main"), "_main")
    asserts.equals(env, ["wheels", "venv", "data", "app"], layers.keys())

    # What several have goes to the lowest.
    asserts.equals(env, [wheel, shared], layers["wheels"].files)
    asserts.equals(env, [("_main/v/x.py", "a/x.py", None)], layers["venv"].links)
    asserts.equals(env, [("_main/l", linked)], layers["data"].copies)
    asserts.equals(env, ["_main/pkg/__init__.py"], layers["data"].empties)

    # What none has goes with the launcher.
    asserts.equals(env, ["pkg/z.py", "pkg/app"], [file.short_path for file in layers["app"].files])
    return unittest.end(env)

def _launcher_has_a_layer_without_being_told_test_impl(ctx):
    env = unittest.begin(ctx)
    tree = runfiles_tree([mock_default_info()], "_main")
    plan = struct(home = None, layers = [])
    asserts.equals(env, ["main"], assign_layers(tree, placement_by_plan(plan, "_main"), "_main").keys())
    return unittest.end(env)

entries_go_where_the_plan_says_test = unittest.make(_entries_go_where_the_plan_says_test_impl)
launcher_has_a_layer_without_being_told_test = unittest.make(_launcher_has_a_layer_without_being_told_test_impl)

def layer_plan_test_suite(name):
    unittest.suite(
        name,
        entries_go_where_the_plan_says_test,
        launcher_has_a_layer_without_being_told_test,
    )
