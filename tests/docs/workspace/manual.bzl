"""What the code blocks of the manual name and do not define."""

load("@rules_pkg_pyvenv//:defs.bzl", "tar_runfiles")
load("@rules_python//python:defs.bzl", "py_binary")

def undefined_targets():
    """Defines the binaries and layers that blocks name, where a block does not."""
    for name in ["app", "server", "worker"]:
        if not native.existing_rule(name):
            py_binary(
                name = name,
                srcs = [name + ".py"],
            )
    if not native.existing_rule("app_tar"):
        tar_runfiles(
            name = "app_tar",
            py_binary = ":app",
        )
