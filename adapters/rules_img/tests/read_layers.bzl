"""A rule that reads layers as the image rules of rules_img do."""

load("@rules_img//img:providers.bzl", "LayersInfo")

def _read_layers_impl(ctx):
    layers = [layer for target in ctx.attr.layers for layer in target[LayersInfo].layers]
    output = ctx.actions.declare_file(ctx.label.name + ".json")
    ctx.actions.write(output, json.encode_indent([
        {
            "blob": layer.blob.short_path,
            "media_type": layer.media_type,
            "metadata": layer.metadata.short_path,
            "mtree": layer.mtree.short_path,
        }
        for layer in layers
        if not (layer.estargz or layer.sources or layer.compact_stream or layer.layer_input_files or layer.layer_input_files_cas or layer.ztoc)
    ]))
    files = [file for layer in layers for file in (layer.blob, layer.metadata, layer.mtree)]
    return [DefaultInfo(files = depset([output]), runfiles = ctx.runfiles([output] + files))]

read_layers = rule(
    implementation = _read_layers_impl,
    attrs = {"layers": attr.label_list(providers = [LayersInfo])},
    doc = "Writes what `layers` are, bottom to top, as JSON: media types, and paths among the runfiles.",
)
