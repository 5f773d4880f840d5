"""One py_binary with each kind of launcher."""

load("@rules_python//python:defs.bzl", "py_test")
load("//:defs.bzl", "tar_runfiles")

_ENTRYPOINT = "srv/bin/app"

def launchers_test(name, binary, found = None, recreates_venv = False):
    """Declares the test.

    Args:
        name: of the test.
        binary: a py_binary of seen.py.
        found: a runfile that it has, as the runfiles library names it.
        recreates_venv: whether its launcher makes a virtual environment.
    """
    for launcher in ["rules_python", "native"]:
        tar_runfiles(
            name = "{}_{}_tar".format(name, launcher),
            entrypoint = "/" + _ENTRYPOINT,
            launcher = launcher,
            py_binary = binary,
        )
    for group in ["image_config", "direct_image_config"]:
        native.filegroup(
            name = "{}_{}".format(name, group),
            srcs = [name + "_rules_python_tar"],
            output_group = group,
        )
    py_test(
        name = name,
        size = "medium",
        srcs = [
            Label("//tests/launchers:launchers_test.py"),
            Label("//tests/launchers:room.py"),
        ],
        args = [
            "--entrypoint=" + _ENTRYPOINT,
            "--config=$(rootpath {}_image_config)".format(name),
            "--direct-config=$(rootpath {}_direct_image_config)".format(name),
            "--linked",
            "$(rootpaths {}_rules_python_tar)".format(name),
            "--native",
            "$(rootpaths {}_native_tar)".format(name),
        ] + (["--found=" + found] if found else []) + (["--recreates-venv"] if recreates_venv else []),
        data = [
            name + "_direct_image_config",
            name + "_image_config",
            name + "_native_tar",
            name + "_rules_python_tar",
        ],
        imports = ["../launchers"],
        main = Label("//tests/launchers:launchers_test.py"),
    )
