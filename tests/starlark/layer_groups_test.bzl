"""Tests of layer_groups.bzl: which layer an entry goes to."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:layer_groups.bzl", "DEFAULT_LAYER_GROUPS", "assign_layers", "input_files")
load("//private:runfiles_tree.bzl", "runfiles_tree")
load(":mocks.bzl", "mock_default_info", "mock_entry", "mock_file")

def _layers(interpreter = [], own_repository = "", **runfiles):
    tree = runfiles_tree(mock_default_info(**runfiles), "_main")
    return assign_layers(tree, DEFAULT_LAYER_GROUPS, interpreter, own_repository, "_main")

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

layers_follow_distributions_test = unittest.make(_layers_follow_distributions_test_impl)
generated_files_of_another_repository_are_external_test = unittest.make(_generated_files_of_another_repository_are_external_test_impl)
own_repository_of_an_external_binary_is_main_test = unittest.make(_own_repository_of_an_external_binary_is_main_test_impl)
links_are_main_and_bytes_go_with_their_file_test = unittest.make(_links_are_main_and_bytes_go_with_their_file_test_impl)
raw_links_of_symlink_entries_are_main_test = unittest.make(_raw_links_of_symlink_entries_are_main_test_impl)

def layer_groups_test_suite(name):
    unittest.suite(
        name,
        layers_follow_distributions_test,
        generated_files_of_another_repository_are_external_test,
        own_repository_of_an_external_binary_is_main_test,
        links_are_main_and_bytes_go_with_their_file_test,
        raw_links_of_symlink_entries_are_main_test,
    )
