"""Tests of layer_groups.bzl: which layer an entry goes to."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:layer_groups.bzl", "placement_by_groups")
load("//private:layer_names.bzl", "DEFAULT_LAYER_GROUPS")
load("//private:layers.bzl", "assign_layers", "input_files", "limit_layers")
load("//private:runfiles_tree.bzl", "runfiles_tree")
load(":mocks.bzl", "mock_default_info", "mock_entry", "mock_file")

def _layers(interpreter = [], own_repository = "", layer_groups = DEFAULT_LAYER_GROUPS, max_layers = 0, exclude = [], **runfiles):
    tree = runfiles_tree([mock_default_info(**runfiles)], "_main", exclude = exclude)
    placement = placement_by_groups(tree, layer_groups, interpreter, [own_repository], "_main")
    return limit_layers(assign_layers(tree, placement, "_main"), placement.order, max_layers)

def _paths(layer):
    return [file.short_path for file in layer.files]

def _wheel(repository, dist_info, *files):
    return [mock_file("../%s/site-packages/%s" % (repository, file)) for file in [dist_info + "/METADATA"] + list(files)]

def _layers_follow_distributions_test_impl(ctx):
    env = unittest.begin(ctx)
    python = mock_file("../py/bin/python3")
    layers = _layers(
        interpreter = [python],
        files = [python] +
                _wheel("a", "torch-2.9.1.dist-info", "torch/__init__.py", "functorch/__init__.py") +
                _wheel("b", "torchvision-0.24.dist-info", "torchvision/__init__.py") +
                _wheel("c", "nvidia_nccl_cu12-2.27.dist-info", "nvidia/nccl/lib/libnccl.so.2") +
                [mock_file("../hub_311_triton/site-packages/tree", is_source = False, is_directory = True)],
    )
    asserts.equals(env, ["interpreter", "nvidia", "torch", "external", "main"], layers.keys())
    asserts.equals(env, ["../py/bin/python3"], _paths(layers["interpreter"]))
    asserts.equals(env, 2, len(layers["nvidia"].files))

    # The whole repository goes with its distribution, dist-info and all.
    asserts.equals(
        env,
        [
            "../a/site-packages/torch-2.9.1.dist-info/METADATA",
            "../a/site-packages/torch/__init__.py",
            "../a/site-packages/functorch/__init__.py",
            "../hub_311_triton/site-packages/tree",
        ],
        _paths(layers["torch"]),
    )
    asserts.equals(env, 2, len(layers["external"].files))
    asserts.equals(env, ["pkg/app"], _paths(layers["main"]))
    return unittest.end(env)

def _generated_files_of_another_repository_are_external_test_impl(ctx):
    env = unittest.begin(ctx)
    layers = _layers(files = [mock_file("../r/gen.pyc", is_source = False)])
    asserts.equals(env, ["external", "main"], layers.keys())
    asserts.equals(env, ["../r/gen.pyc"], _paths(layers["external"]))
    return unittest.end(env)

def _own_repository_of_an_external_binary_is_main_test_impl(ctx):
    env = unittest.begin(ctx)
    layers = _layers(
        own_repository = "r",
        executable = mock_file("../r/pkg/app", is_source = False),
        files = [mock_file("../r/pkg/app.py")],
        empty_filenames = ["../r/__init__.py"],
    )
    asserts.equals(env, ["main"], layers.keys())
    asserts.equals(env, ["../r/pkg/app.py", "../r/pkg/app"], _paths(layers["main"]))
    asserts.equals(env, ["r/__init__.py"], layers["main"].empties)
    return unittest.end(env)

def _links_are_main_and_bytes_go_with_their_file_test_impl(ctx):
    env = unittest.begin(ctx)
    wheel = _wheel("a", "torch-2.9.1.dist-info", "torch/lib/libtorch.so")
    absent = mock_file("../a/site-packages/torch/x.pyi")
    mapping = mock_file("pkg/app.repo_mapping", is_source = False)
    layers = _layers(
        files = wheel,
        mapping = mapping,
        root_symlinks = [mock_entry("_main/v/libtorch.so", wheel[1]), mock_entry("_main/v/x.pyi", absent), mock_entry("_main/v/y.pyi", absent)],
    )
    asserts.equals(env, [("_main/v/x.pyi", absent)], layers["torch"].copies)
    asserts.equals(
        env,
        [("_main/v/libtorch.so", "a/site-packages/torch/lib/libtorch.so", None), ("_main/v/y.pyi", "_main/v/x.pyi", None)],
        layers["main"].links,
    )
    asserts.equals(env, [("_repo_mapping", mapping)], layers["main"].copies)
    return unittest.end(env)

def _raw_links_of_symlink_entries_are_main_test_impl(ctx):
    env = unittest.begin(ctx)

    # Bazel 8 knows.
    link = mock_file("../r/link", is_source = False, is_symlink = True)
    file = mock_file("../r/file", is_source = False, is_symlink = False)
    layers = _layers(files = [file], root_symlinks = [mock_entry("a", link), mock_entry("b", file)])
    asserts.equals(env, [("a", link)], layers["main"].copies)
    asserts.equals(env, [("b", "r/file", None)], layers["main"].links)

    # Before, whoever writes the link must have a look at what it names.
    perhaps, absent = mock_file("../r/x", is_source = False), mock_file("../r/y", is_source = False)
    entries = [mock_entry("a", perhaps), mock_entry("b", absent), mock_entry("c", absent)]
    layers = _layers(files = [perhaps], root_symlinks = entries)
    asserts.equals(env, [("a", "r/x", perhaps), ("c", "b", absent)], layers["main"].links)
    asserts.equals(env, [("b", absent)], layers["external"].copies)
    asserts.equals(env, ["pkg/app", "../r/x", "../r/y"], [file.short_path for file in input_files(layers["main"])])
    return unittest.end(env)

def _empty_files_belong_to_the_binary_test_impl(ctx):
    env = unittest.begin(ctx)

    # Whether Bazel adds them is an attribute of the binary; the wheel's layer is the same for all.
    layers = _layers(files = _wheel("a", "numpy-2.0.dist-info", "numpy/core/x.py"), empty_filenames = ["../a/site-packages/numpy/core/__init__.py"])
    asserts.equals(env, ["external", "main"], layers.keys())
    asserts.equals(env, ["a/site-packages/numpy/core/__init__.py"], layers["main"].empties)
    return unittest.end(env)

_SCIENCE = (
    _wheel("a", "NumPy-2.0.dist-info", "numpy/__init__.py", "numpy/tests/x.py") +
    _wheel("b", "scipy-1.0.dist-info", "scipy/__init__.py") +
    _wheel("c", "scikit_learn-1.0.dist-info", "sklearn/__init__.py") +
    _wheel("d", "rich-1.0.dist-info", "rich/__init__.py")
)

def _groups_are_in_the_order_of_the_user_test_impl(ctx):
    env = unittest.begin(ctx)
    layers = _layers(files = _SCIENCE, layer_groups = {"z": ["scikit.learn"], "a": ["NUMPY"], "none": ["torch"]})
    asserts.equals(env, ["z", "a", "external", "main"], layers.keys())
    asserts.equals(env, 2, len(layers["z"].files))

    # Layers that are always there go where the user names them, and may have patterns of their own.
    layers = _layers(
        files = _SCIENCE + [mock_file("../py/bin/python3")],
        interpreter = [mock_file("../py/bin/python3")],
        layer_groups = {"main": [], "external": ["num*"], "a": ["*"], "interpreter": []},
    )
    asserts.equals(env, ["main", "external", "a", "interpreter"], layers.keys())
    asserts.equals(env, 6, len(layers["a"].files))
    return unittest.end(env)

def _names_beat_globs_and_then_the_first_group_wins_test_impl(ctx):
    env = unittest.begin(ctx)
    layers = _layers(files = _SCIENCE, layer_groups = {"sci": ["sci*"], "most": ["*"], "learn": ["scikit-learn"]})
    asserts.equals(env, {"sci": 2, "most": 5, "learn": 2, "main": 0}, {name: len([f for f in layer.files if f.short_path.startswith("../")]) for name, layer in layers.items()})
    return unittest.end(env)

def _one_layer_for_each_distribution_test_impl(ctx):
    env = unittest.begin(ctx)
    layers = _layers(files = _SCIENCE, layer_groups = {"rest": ["rich"], "pypi-{distribution}": ["sci*", "numpy"]})
    asserts.equals(env, ["rest", "pypi-numpy", "pypi-scikit-learn", "pypi-scipy", "main"], layers.keys())
    return unittest.end(env)

def _path_patterns_move_single_files_and_links_test_impl(ctx):
    env = unittest.begin(ctx)
    asset, model = mock_file("app/assets/a.png"), mock_file("app/models", is_source = False, is_directory = True)
    layers = _layers(
        files = _SCIENCE + [asset, model],
        root_symlinks = [mock_entry("_main/app/assets/l", asset)],
        empty_filenames = ["app/assets/__init__.py"],
        layer_groups = {"data": ["_main/app/assets/", "_main/app/models"], "tests": ["**/tests/*.py"], "science": ["numpy"], "main": ["d/site-packages/rich/**"]},
    )
    asserts.equals(env, ["app/assets/a.png", "app/models"], _paths(layers["data"]))
    asserts.equals(env, [("_main/app/assets/l", "_main/app/assets/a.png", None)], layers["data"].links)
    asserts.equals(env, ["_main/app/assets/__init__.py"], layers["data"].empties)
    asserts.equals(env, ["../a/site-packages/numpy/tests/x.py"], _paths(layers["tests"]))
    asserts.equals(env, 2, len(layers["science"].files))
    asserts.true(env, "../d/site-packages/rich/__init__.py" in _paths(layers["main"]))
    return unittest.end(env)

def _layers_are_merged_last_named_first_test_impl(ctx):
    env = unittest.begin(ctx)
    python = mock_file("../py/bin/python3")
    arguments = dict(files = _SCIENCE + [python], interpreter = [python], layer_groups = {"n": ["numpy"], "s": ["scipy"], "l": ["scikit-learn"]})
    asserts.equals(env, ["interpreter", "n", "s", "l", "external", "main"], _layers(max_layers = 6, **arguments).keys())
    asserts.equals(env, ["interpreter", "n", "s", "external", "main"], _layers(max_layers = 5, **arguments).keys())
    merged = _layers(max_layers = 3, **arguments)
    asserts.equals(env, ["interpreter", "external", "main"], merged.keys())
    asserts.equals(env, 9, len(merged["external"].files))

    # Where there is no `external` yet, the first merge makes it and gains nothing.
    groups = {"n": ["numpy"], "r": ["rich"], "rest": ["*"]}
    asserts.equals(env, ["n", "r", "rest", "main"], _layers(files = _SCIENCE, layer_groups = groups, max_layers = 4).keys())
    asserts.equals(env, ["n", "external", "main"], _layers(files = _SCIENCE, layer_groups = groups, max_layers = 3).keys())
    return unittest.end(env)

def _what_is_excluded_is_told_by_its_layer_test_impl(ctx):
    env = unittest.begin(ctx)
    layers = _layers(files = _SCIENCE, exclude = ["**/tests/", "rich/**"], layer_groups = {"n": ["numpy"]})
    asserts.equals(env, ["a/site-packages/numpy/tests/x.py"], layers["n"].excluded)
    asserts.equals(env, [], layers["external"].excluded)

    # A layer of which nothing is left is none.
    layers = _layers(files = _SCIENCE, exclude = ["a/"], layer_groups = {"n": ["numpy"]})
    asserts.equals(env, ["external", "main"], layers.keys())
    return unittest.end(env)

layers_follow_distributions_test = unittest.make(_layers_follow_distributions_test_impl)
generated_files_of_another_repository_are_external_test = unittest.make(_generated_files_of_another_repository_are_external_test_impl)
own_repository_of_an_external_binary_is_main_test = unittest.make(_own_repository_of_an_external_binary_is_main_test_impl)
links_are_main_and_bytes_go_with_their_file_test = unittest.make(_links_are_main_and_bytes_go_with_their_file_test_impl)
raw_links_of_symlink_entries_are_main_test = unittest.make(_raw_links_of_symlink_entries_are_main_test_impl)
empty_files_belong_to_the_binary_test = unittest.make(_empty_files_belong_to_the_binary_test_impl)
groups_are_in_the_order_of_the_user_test = unittest.make(_groups_are_in_the_order_of_the_user_test_impl)
names_beat_globs_and_then_the_first_group_wins_test = unittest.make(_names_beat_globs_and_then_the_first_group_wins_test_impl)
one_layer_for_each_distribution_test = unittest.make(_one_layer_for_each_distribution_test_impl)
path_patterns_move_single_files_and_links_test = unittest.make(_path_patterns_move_single_files_and_links_test_impl)
layers_are_merged_last_named_first_test = unittest.make(_layers_are_merged_last_named_first_test_impl)
what_is_excluded_is_told_by_its_layer_test = unittest.make(_what_is_excluded_is_told_by_its_layer_test_impl)

def layer_groups_test_suite(name):
    unittest.suite(
        name,
        layers_follow_distributions_test,
        generated_files_of_another_repository_are_external_test,
        own_repository_of_an_external_binary_is_main_test,
        links_are_main_and_bytes_go_with_their_file_test,
        raw_links_of_symlink_entries_are_main_test,
        empty_files_belong_to_the_binary_test,
        groups_are_in_the_order_of_the_user_test,
        names_beat_globs_and_then_the_first_group_wins_test,
        one_layer_for_each_distribution_test,
        path_patterns_move_single_files_and_links_test,
        layers_are_merged_last_named_first_test,
        what_is_excluded_is_told_by_its_layer_test,
    )
