"""A rule that uses what `tar_runfiles` provides, as a packager outside this repository would."""

load("//:defs.bzl", "TarRunfilesInfo")

_GROUPS = ["descriptors", "direct_image_config", "facts", "image_config", "listings", "manifests", "report", "tarballs"]

def _layer_index_impl(ctx):
    info = ctx.attr.layers[TarRunfilesInfo]
    groups = ctx.attr.layers[OutputGroupInfo]
    said = ctx.actions.declare_file(ctx.label.name + ".said.json")
    ctx.actions.write(said, json.encode({
        "direct_image_config": info.direct_image_config.path,
        "direct_image_configs": {entrypoint: config.path for entrypoint, config in info.direct_image_configs.items()},
        "files": _paths(ctx.attr.layers[DefaultInfo].files.to_list()),
        "groups": {name: _paths(groups[name].to_list()) for name in _GROUPS + [layer.name for layer in info.layers]},
        "image_config": info.image_config.path,
        "image_configs": {entrypoint: config.path for entrypoint, config in info.image_configs.items()},
        "layers": [
            {
                "descriptor": layer.descriptor.path,
                "facts": layer.facts.path,
                "listing": layer.listing.path,
                "manifest": layer.manifest.path,
                "name": layer.name,
                "tar": layer.tar.path,
            }
            for layer in info.layers
        ],
    }))
    index = ctx.actions.declare_file(ctx.label.name + ".json")
    ctx.actions.run(
        executable = ctx.executable._index,
        arguments = [index.path, said.path],
        inputs = depset(
            [said] + info.image_configs.values() + info.direct_image_configs.values(),
            transitive = [groups.tarballs, groups.descriptors, groups.listings, groups.manifests, groups.report],
        ),
        outputs = [index],
        toolchain = None,
    )
    return DefaultInfo(files = depset([index]))

def _paths(files):
    return [file.path for file in files]

layer_index = rule(
    implementation = _layer_index_impl,
    attrs = {
        "layers": attr.label(
            mandatory = True,
            providers = [TarRunfilesInfo],
        ),
        "_index": attr.label(
            cfg = "exec",
            default = Label("//tests/provider:index"),
            executable = True,
        ),
    },
    doc = "JSON: what provider, output groups and files of a target say, and what is in the files.",
)
