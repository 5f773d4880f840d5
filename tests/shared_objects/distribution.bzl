"""Distributions with compiled libraries: the same targets in each repository of `distributions/`."""

load("@rules_cc//cc:cc_binary.bzl", "cc_binary")
load("@rules_python//python:py_library.bzl", "py_library")

def shared_library(name, src, needs = [], rpath = None, soname = None, defines = []):
    """A library as wheels have them: it finds those it needs by its own rpath alone, not by one of Bazel's.

    Args:
        name: its path in the repository.
        src: the C file.
        needs: labels of the libraries it needs.
        rpath: where they are, such as `$ORIGIN/../lib`.
        soname: what libraries that need it look for.
        defines: preprocessor definitions.
    """
    options = ["$(execpath {})".format(label) for label in needs]
    if rpath:
        # Make variables begin with "$" as well.
        options.append("-Wl,-rpath," + rpath.replace("$", "$$"))
    if soname:
        options.append("-Wl,-soname," + soname)
    cc_binary(
        name = name,
        srcs = [src],
        additional_linker_inputs = needs,
        linkopts = options,
        linkshared = True,
        local_defines = defines,
        visibility = ["//visibility:public"],
    )

def distribution(name, libraries):
    """What pip.parse makes of a wheel, for the files below `site-packages`.

    Args:
        name: the library's name.
        libraries: labels of compiled files below `site-packages`.
    """
    py_library(
        name = name,
        srcs = native.glob(["site-packages/**/*.py"]),
        data = libraries + native.glob(["site-packages/*.dist-info/**"]),
        experimental_venvs_site_packages = Label("@rules_python//python/config_settings:venvs_site_packages"),
        imports = ["site-packages"],
        visibility = ["//visibility:public"],
    )
