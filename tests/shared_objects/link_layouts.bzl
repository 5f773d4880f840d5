"""Which layouts of a venv's site-packages a py_binary can be asked for.

rules_python has one, its version's. The stand-in that serves where it cannot be had follows several, as a flag says that the real one
does not know.
"""

def _link_layouts_impl(rctx):
    flags = rctx.read(Label("@rules_python//python/config_settings:BUILD.bazel"))
    layouts = ["1.8.0", "2.3.2"] if "name = \"stand_in_links\"" in flags else []
    rctx.file("BUILD.bazel")
    rctx.file("layouts.bzl", "\"\"\"Values of the flag stand_in_links; none for the real rules_python.\"\"\"\n\nLAYOUTS = {}\n".format(repr(layouts)))

link_layouts = repository_rule(
    doc = "`layouts.bzl`, with a list `LAYOUTS`.",
    implementation = _link_layouts_impl,
)
