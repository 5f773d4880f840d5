"""A binary on all wheels of the lock file, and what its layers are tested for."""

load("@rules_pkg_pyvenv_pip_tests//:requirements.bzl", "all_requirements", "all_whl_requirements")
load("@rules_python//python:defs.bzl", "py_binary", "py_test")
load("//:defs.bzl", "tar_runfiles", "tar_runfiles_test")
load("//tests/runfiles:union_test.bzl", "union_test")
load("//tests/validation:validation_test.bzl", "is_clean_test")

_FLAG = "@rules_python//python/config_settings:"

_HUB = "@rules_pkg_pyvenv_pip_tests//"

def wheels_tests(name, bootstrap_impl, venvs_site_packages, stand_in_links = None):
    """Declares the tests of one kind of binary.

    Args:
        name: the binary's name.
        bootstrap_impl: its launcher.
        venvs_site_packages: whether its wheels are in the site-packages of a venv.
        stand_in_links: by the links of which rules_python; a flag of the stand-in alone.
    """
    py_binary(
        name = name,
        srcs = [Label("//tests/wheels:app.py")],
        config_settings = {
            _FLAG + "bootstrap_impl": bootstrap_impl,
            _FLAG + "venvs_site_packages": venvs_site_packages,
        } | ({_FLAG + "stand_in_links": stand_in_links} if stand_in_links else {}),
        data = [
            # Those parts of wheels that not every rules_python adds by itself.
            _HUB + "jupyterlab_widgets:data",
            _HUB + "ninja:extracted_whl_files",
            "//tests/wheels/requirements:requirements.txt",
        ],
        main = Label("//tests/wheels:app.py"),
        deps = all_requirements + ["@rules_python//python/runfiles"],
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

    # Verification agrees.
    is_clean_test(
        name = name + "_is_clean_test",
        layers = name + "_tar",
    )

    # Every wheel works from the layers.
    tar_runfiles_test(
        name = name + "_run_test",
        size = "medium",
        imports = ["scipy.linalg"],
        layers = name + "_tar",
    )

    # Every file of every wheel is in the layer it belongs to, once.
    py_test(
        name = name + "_layers_test",
        size = "medium",
        srcs = [Label("//tests/wheels:layers_test.py")],
        args = ["--venv=" + venvs_site_packages, "$(rootpaths {}_tar)".format(name)] +
               ["$(rootpath {})".format(label) for label in all_whl_requirements],
        data = all_whl_requirements + [name + "_tar"],
        main = Label("//tests/wheels:layers_test.py"),
    )
