"""A test of an image."""

load("@rules_pkg_pyvenv//:defs.bzl", "TarRunfilesInfo")
load("@rules_python//python:defs.bzl", "py_test")

def _descriptors_impl(ctx):
    descriptors = [layer.descriptor for layer in ctx.attr.layers[TarRunfilesInfo].layers]
    output = ctx.actions.declare_file(ctx.label.name + ".json")
    ctx.actions.write(output, json.encode([descriptor.short_path for descriptor in descriptors]))
    return [DefaultInfo(files = depset([output]), runfiles = ctx.runfiles([output] + descriptors))]

# The paths of the descriptors among the runfiles, bottom to top, which $(rootpaths) would sort.
_descriptors = rule(
    implementation = _descriptors_impl,
    attrs = {"layers": attr.label(providers = [TarRunfilesInfo])},
)

def image_test(name, layers, layout, expected_text):
    """Declares a test that the image has the layers, bottom to top, and that the program starts from them.

    Args:
        name: of the test.
        layers: a `tar_runfiles`.
        layout: a directory, the image (OCI image-spec, "Image Layout").
        expected_text: what the program prints.
    """
    _descriptors(
        name = name + "_descriptors",
        layers = layers,
    )
    py_test(
        name = name,
        size = "small",
        srcs = [Label("//:image_test.py")],
        args = [
            "--text='{}'".format(expected_text),
            "$(rootpath {})".format(layout),
            "$(rootpath :{}_descriptors)".format(name),
        ],
        data = [
            layout,
            ":{}_descriptors".format(name),
        ],
        main = Label("//:image_test.py"),
    )
