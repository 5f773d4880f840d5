"""Providers of rules_pkg_pyvenv."""

TarRunfilesInfo = provider(
    doc = "The layers that `tar_runfiles` makes.",
    fields = {
        "direct_image_config": "`File`, as `image_config`, of an image that starts the packaged interpreter on the bootstrap in Python, with " +
                               "the arguments and the environment that the launcher of rules_python would have given it: nothing else " +
                               "has to be in the image, no shell either. None where there is no such bootstrap: for a binary that is no " +
                               "`py_binary`, or of which the interpreter or the bootstrap is not in the runfiles.",
        "direct_image_configs": "`dict`: entry point -> `File`, as `direct_image_config`; without the binaries that have none.",
        "image_config": "`File`: JSON, the `config` object of an OCI image (image-spec, \"Image Configuration\") that starts the " +
                        "binary when the layers lie at the root of the image: `Entrypoint`, `Env`, `WorkingDir`, and `User` if the " +
                        "layers do not belong to root. Of several binaries that of the first.",
        "image_configs": "`dict`: entry point (a path in the image, without a leading \"/\") -> `File`, as `image_config`.",
        "launcher": "`str`, what the entry points are: `rules_python` or `native`, as of the attribute `launcher`.",
        "layers": """`list` of structs, bottom to top, most stable first; no layer is empty. Fields of each:
- `name`: `str`, the layer group, such as `external`.
- `tar`: `File`, the layer.
- `manifest`: `File`, what the layer was asked to hold: JSON lines, one entry each.
- `listing`: `File`, what the layer holds: mtree(5), with the SHA-256 of every file.
- `descriptor`: `File`, JSON: the layer's OCI descriptor (`mediaType`, `digest`, `size` in bytes) and its `diffID`.
- `facts`: `File`, what the layer's programs, libraries and scripts need, and what the distributions and the interpreter in it say of
  themselves: JSON lines, one a file; `private/engine/pack/facts.h` has the keys.""",
    },
)

LayerSettingsInfo = provider(
    doc = "How the layers of a workspace are made: what `layer_settings` says.",
    fields = {
        "settings": "`struct` with a field for each attribute of `layer_settings`, defaults filled in; `group_as_owner` stands for what " +
                    "is left of `preset` beside `owner` and `group`. No stable interface.",
    },
)

LayerPlanInfo = provider(
    doc = "Which entry of a runfiles tree goes to which layer: the attribute `layer_plan` of `tar_runfiles`.",
    fields = {
        "home": "`str`, the layer of the launcher and of whatever no layer has; None for `main`.",
        "layers": "`list` of structs, bottom to top: `name` (`str`; letters, digits, `.`, `_`, `-`) and `runfiles`, whose entries go " +
                  "there. What several have goes to the lowest.",
    },
)
