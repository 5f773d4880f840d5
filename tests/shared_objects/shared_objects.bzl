"""A binary on the distributions of `distributions/`, and what its layers are tested for."""

load("@link_layouts//:layouts.bzl", "LAYOUTS")
load("@rules_python//python:defs.bzl", "py_binary", "py_test")
load("//:defs.bzl", "tar_runfiles", "tar_runfiles_test")
load("//tests/runfiles:union_test.bzl", "union_test")
load("//tests/validation:validation_test.bzl", "is_clean_test")

_FLAG = "@rules_python//python/config_settings:"

def shared_objects_tests(name, bootstrap_impl):
    """Declares the tests, for each layout of site-packages that there is.

    Args:
        name: what names begin with.
        bootstrap_impl: the binary's launcher.
    """
    for layout in LAYOUTS or [None]:
        _tests("{}-{}".format(name, layout) if layout else name, bootstrap_impl, layout)

def _tests(name, bootstrap_impl, layout):
    py_binary(
        name = name,
        srcs = ["app.py"],
        config_settings = {
            _FLAG + "bootstrap_impl": bootstrap_impl,
            _FLAG + "venvs_site_packages": "yes",
        } | ({_FLAG + "stand_in_links": layout} if layout else {}),
        main = "app.py",
        deps = [
            "@shared_objects_bundled//:pkg",
            "@shared_objects_nvidia_counter//:pkg",
            "@shared_objects_nvidia_user//:pkg",
            "@shared_objects_torch//:pkg",
        ],
    )

    tar_runfiles(
        name = name + "_tar",
        py_binary = name,
    )

    # The layers are what Bazel makes of it.
    union_test(
        name = name + "_union_test",
        binary = name,
        layers = name + "_tar",
    )

    # Verification finds each library by the rpath of what needs it.
    is_clean_test(
        name = name + "_is_clean_test",
        layers = name + "_tar",
    )

    # Every route to each library, in every order, leads to the one that is there.
    tar_runfiles_test(
        name = name + "_loaded_once_test",
        size = "small",
        args = [layout] if layout else [],
        layers = name + "_tar",
    )

    # It is there once, in the layer of its distribution.
    py_test(
        name = name + "_layers_test",
        size = "small",
        srcs = ["layers_test.py"],
        args = ["$(rootpaths {}_tar)".format(name)],
        data = [name + "_tar"],
        main = "layers_test.py",
    )
