"""Tests that provider, output groups and files of a target tell the same."""

load("@rules_python//python:defs.bzl", "py_test")
load(":layer_index.bzl", "layer_index")

def provider_tests(name, layers, layer_names, entrypoints = ["entrypoint"]):
    """Declares the test.

    Args:
        name: what names begin with.
        layers: a `tar_runfiles` target.
        layer_names: its layers, bottom to top.
        entrypoints: its ways in.
    """
    layer_index(
        name = name + "_index",
        layers = layers,
    )
    py_test(
        name = name + "_provider_test",
        size = "small",
        srcs = ["provider_test.py"],
        args = ["--index=$(rootpath {}_index)".format(name)] +
               ["--layer=" + layer for layer in layer_names] +
               ["--entrypoint=" + entrypoint for entrypoint in entrypoints],
        data = [name + "_index"],
        main = "provider_test.py",
    )
