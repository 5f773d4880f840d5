"""Providers of rules_pkg_pyvenv."""

TarRunfilesInfo = provider(
    doc = "The layers that `tar_runfiles` makes of one binary.",
    fields = {
        "image_config": "`File`: JSON, the `config` object of an OCI image (image-spec, \"Image Configuration\") that starts the " +
                        "binary when the layers lie at the root of the image: `Entrypoint`, `Env`, `WorkingDir`.",
        "layers": """`list` of structs, bottom to top, most stable first; no layer is empty. Fields of each:
- `name`: `str`, the layer group, such as `external`.
- `tar`: `File`, the layer.
- `manifest`: `File`, what the layer was asked to hold: JSON lines, one entry each.
- `listing`: `File`, what the layer holds: mtree(5), with the SHA-256 of every file.
- `descriptor`: `File`, JSON: the layer's OCI descriptor (`mediaType`, `digest`, `size` in bytes) and its `diffID`.""",
    },
)
