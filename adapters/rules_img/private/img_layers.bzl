"""The rule `img_layers`: the layers of tar_runfiles -> layers of rules_img."""

load("@rules_img//img:providers.bzl", "LayersInfo", "SingleLayerInfo")
load("@rules_pkg_pyvenv//:defs.bzl", "TarRunfilesInfo")
load(":layer_metadata.bzl", "compression_of", "media_type_of", "metadata_substitutions")

def _img_layers_impl(ctx):
    layers = [_single_layer(ctx, layer) for layer in ctx.attr.layers[TarRunfilesInfo].layers]
    return [
        DefaultInfo(files = depset([layer.blob for layer in layers])),
        LayersInfo(layers = layers),
        OutputGroupInfo(
            layer = depset([layer.blob for layer in layers]),
            metadata = depset([layer.metadata for layer in layers]),
            mtree = depset([layer.mtree for layer in layers]),
        ),
    ]

def _single_layer(ctx, layer):
    return SingleLayerInfo(
        blob = layer.tar,
        compact_stream = None,
        estargz = False,
        layer_input_files = None,
        layer_input_files_cas = None,
        media_type = media_type_of(layer.tar.basename),
        metadata = _write_metadata(ctx, layer),
        mtree = layer.listing,
        sources = [],
        ztoc = None,
    )

def _write_metadata(ctx, layer):
    """Declares the action that writes what rules_img wants to know of a layer. Bazel does it itself, and starts no program."""
    output = ctx.actions.declare_file("{}.{}.metadata.json".format(ctx.label.name, layer.name))
    ctx.actions.expand_template(
        template = layer.descriptor,
        output = output,
        # Who made the layer: for one that programs share, the wheel's target.
        substitutions = metadata_substitutions(layer.tar.owner, compression_of(layer.tar.basename)),
    )
    return output

img_layers = rule(
    implementation = _img_layers_impl,
    attrs = {
        "layers": attr.label(
            doc = "A `tar_runfiles`.",
            mandatory = True,
            providers = [TarRunfilesInfo],
        ),
    },
    doc = """The layers of a `tar_runfiles`, for the `layers` of rules_img's `image_manifest`.

rules_img takes a `tar_runfiles` as it is too, but then reads every layer again, for its digest, and its contents. This rule says what
the packing action has found out already: no action of it reads a layer, layers of a whole workspace (`layer_settings`) among them.

The target's files are the layers, bottom to top. Output groups, named as those of rules_img's own rules: `layer` (the same), `metadata`
(`<name>.<layer>.metadata.json`), `mtree` (the listings).""",
    provides = [LayersInfo],
)
