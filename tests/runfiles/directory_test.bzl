"""Tests that `pkg_pyvenv layers` makes of Bazel's runfiles directory the very layers that the rule makes of the binary."""

load("@rules_shell//shell:sh_test.bzl", "sh_test")

def _directory_layers_impl(ctx):
    binary = ctx.attr.binary[DefaultInfo].files_to_run
    output = ctx.actions.declare_directory(ctx.label.name)
    args = ctx.actions.args()
    args.add("layers", binary.executable.path + ".runfiles")
    args.add("--output", output.path)
    args.add("--name", ctx.attr.layers.label.name)
    args.add("--entrypoint", ctx.attr.entrypoint)

    # As a tool of an action outside the sandbox the binary gets its runfiles tree on disk, whole and up to date.
    ctx.actions.run(
        mnemonic = "PackDirectory",
        executable = ctx.executable._pkg_pyvenv,
        arguments = [args],
        tools = [binary],
        outputs = [output],
        execution_requirements = {"local": "1"},
        toolchain = None,
    )
    return DefaultInfo(files = depset([output]), runfiles = ctx.runfiles([output]))

_directory_layers = rule(
    implementation = _directory_layers_impl,
    attrs = {
        "binary": attr.label(
            cfg = "target",
            executable = True,
            mandatory = True,
        ),
        "entrypoint": attr.string(mandatory = True),
        "layers": attr.label(mandatory = True),
        # That of tests, which is compiled for them anyway. It works on a tree of this machine.
        "_pkg_pyvenv": attr.label(
            cfg = "target",
            default = Label("//private/engine:pkg_pyvenv"),
            executable = True,
        ),
    },
)

def directory_test(name, binary, layers, entrypoint = "entrypoint"):
    """Compares the layers byte for byte.

    Args:
        name: of the test.
        binary: an executable target.
        layers: a `tar_runfiles` target of it.
        entrypoint: as that has it.
    """
    _directory_layers(
        name = name + "_layers",
        testonly = True,
        binary = binary,
        entrypoint = entrypoint,
        layers = layers,
    )
    sh_test(
        name = name,
        size = "small",
        srcs = [Label("//tests/runfiles:directory_test.sh")],
        args = ["$(rootpath :%s_layers)" % name, "$(rootpaths %s)" % layers],
        data = [
            layers,
            name + "_layers",
        ],
    )
