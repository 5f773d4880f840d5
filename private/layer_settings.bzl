"""How layers are made: attributes that `tar_runfiles` has, and that a workspace can set for all its targets."""

load(":layer_names.bzl", "DEFAULT_LAYER_GROUPS")
load(":providers.bzl", "LayerSettingsInfo")
load(":runfiles_paths.bzl", "image_path")

# {name: (owner, group, whether the group may do what the owner may)}
_PRESETS = {
    "nonroot": ("65532", "65532", False),
    "openshift": ("0", "0", True),
    "root": ("0", "0", False),
}

_COMPRESSIONS = ["none", "gzip", "zstd"]

_ELF_CHECKS = ["warn", "error", "none"]

_BUILT_IN = struct(
    base_interpreters = [],
    base_libraries = [],
    compression = "none",
    compression_level = -1,
    elf_check = "warn",
    exclude = [],
    group = "0",
    group_as_owner = False,
    hardlinks = True,
    layer_compression = {},
    layer_groups = DEFAULT_LAYER_GROUPS,
    max_layers = 0,
    mtime = 0,
    owner = "0",
    precompile = "none",
    runfiles_root = "",
)

# Lists and dicts that are empty cannot be told from such that were not given.
_IN_PLACE = " Empty: as the workspace's `layer_settings` say; otherwise in place of what they say, not added to it."

LAYER_SETTINGS_ATTRS = {
    "base_interpreters": attr.string_list(
        doc = "Interpreters of scripts that the base image brings, such as `/usr/bin/perl`, or patterns of their paths. Shells and " +
              "`/usr/bin/env` are known." + _IN_PLACE,
    ),
    "base_libraries": attr.string_list(
        doc = "Shared libraries that the base image brings, such as `libz.so.1` or `libGL.so.*`. Those of the C library and GCC are known, " +
              "and what NVIDIA's container runtime mounts." + _IN_PLACE,
    ),
    "compression": attr.string(
        doc = "How layers are compressed: `none` (`.tar`, the default), `gzip` (`.tar.gz`) or `zstd` (`.tar.zst`).",
        values = [""] + _COMPRESSIONS,
    ),
    "compression_level": attr.int(
        default = -1,
        doc = "1 to 12 with gzip (default 6), 1 to 19 with zstd (default 3): higher is smaller and slower.",
    ),
    "elf_check": attr.string(
        doc = "What becomes of libraries and interpreters that nothing brings, and of objects for another machine: a warning (`warn`, " +
              "the default), an `error` that fails the build, or, unchecked, nothing (`none`). An extension module for another machine than " +
              "the interpreter's, which nothing could import, is an error with `warn`, too.",
        values = [""] + _ELF_CHECKS,
    ),
    "exclude": attr.string_list(
        doc = "Patterns of paths to leave out, such as `*.pyi` or `**/site-packages/**/tests/`. They are matched against paths below the " +
              "root of the runfiles, `_main/app/x.py` or `<repository>/site-packages/x.py`, as in Bazel's `glob`: `*` does not cross a " +
              "\"/\", `**` does; one that ends in \"/\" means a path and everything below; one without \"/\" means names in any directory. Also inside " +
              "directory artifacts. A layer's listing names what was left out of it." + _IN_PLACE,
    ),
    "group": attr.string(doc = "Numeric group of every entry; default by `preset`."),
    "hardlinks": attr.int(
        default = -1,
        doc = "1 (the default): of files of 4 KiB and more with the same content and mode in one layer, shared objects aside, the second " +
              "is a hard link to the first. 0: each has its bytes.",
        values = [-1, 0, 1],
    ),
    "layer_compression": attr.string_dict(
        doc = "Compression of single layers: `{\"torch\": \"zstd:1\", \"main\": \"none\"}`, an algorithm and perhaps a level." + _IN_PLACE,
    ),
    "layer_groups": attr.string_list_dict(
        doc = """Layers between `interpreter` and `external`, bottom to top: `{"nvidia": ["nvidia-*"], "torch": ["torch", "triton"]}`,
which is the default, or `{"{distribution}": ["*"]}` for a layer for each distribution, in the order of their names.

A pattern is the name of a distribution (compared as PEP 503 says, `*` for any characters): the whole repository of that wheel goes to the
layer. One with a "/" is a pattern of paths, as in `exclude`, and wins over names; it moves single files, links too. Among names one
without `*` wins over those with; else the first group does.

`interpreter` (lowest), `external` and `main` (last) are always there: naming them, `"main": []`, puts them elsewhere, and they may have
patterns too. A layer without entries is not made. `{"external": []}` means no other groups.""" + _IN_PLACE,
    ),
    "max_layers": attr.int(
        doc = "No more layers than this: while there are, the last named group goes to `external`. An image takes 127, those of its " +
              "base among them. 0 means the number of the workspace's `layer_settings`, or any where they have none.",
    ),
    "mtime": attr.int(
        default = -1,
        doc = "Modification time of every entry, in seconds since 1970; default 0.",
    ),
    "owner": attr.string(doc = "Numeric owner of every entry; default by `preset`."),
    "precompile": attr.string(
        doc = """`beside`: modules come with their bytecode, `__pycache__/<module>.<tag>.pyc`, so that Python compiles none when it starts, and
never looks whether a source is newer (`unchecked-hash`, PEP 552). The packed Python makes it, so it must run on the machine that builds; it
is the standard library's too. Bytecode that the runfiles have already stays; what does not compile is left to itself, and named in the
output group `bytecode_reports`. Layers with modules get larger, about by the size of these. With it layers are not made once for a whole
workspace, see `layer_settings`; their bytes are the same all the same. Where only the workspace asks for it, a target without a Python of
its own has none. `none` (the default): only the bytecode that the runfiles have.""",
        values = ["", "none", "beside"],
    ),
    "preset": attr.string(
        doc = "Who runs the image: `root` (everything is 0:0; the default), `nonroot` (65532:65532, the user of distroless images) or " +
              "`openshift` (0:0, and the group may do what the owner may, for arbitrary user ids).",
        values = [""] + _PRESETS.keys(),
    ),
    "runfiles_root": attr.string(
        doc = "Path of the runfiles in the image, such as `app.runfiles` or `/opt/app.runfiles`; it must end in `.runfiles`, by which " +
              "launchers find it. Default: `<entrypoint>.runfiles`. One for all binaries of a workspace gives layers that they share.",
    ),
}

def settings_of(attributes, fallback = _BUILT_IN):
    """The settings of a target.

    Args:
        attributes: `ctx.attr` of a rule with `LAYER_SETTINGS_ATTRS`.
        fallback: the settings where it says nothing.

    Returns:
        A struct with the fields of `LayerSettingsInfo`.
    """
    owner, group, group_as_owner = _PRESETS[attributes.preset] if attributes.preset else (fallback.owner, fallback.group, fallback.group_as_owner)
    return struct(
        base_interpreters = attributes.base_interpreters or fallback.base_interpreters,
        base_libraries = attributes.base_libraries or fallback.base_libraries,
        compression = attributes.compression or fallback.compression,
        compression_level = attributes.compression_level if attributes.compression or attributes.compression_level != -1 else fallback.compression_level,
        elf_check = attributes.elf_check or fallback.elf_check,
        exclude = attributes.exclude or fallback.exclude,
        group = _checked_id("group", attributes.group or group),
        group_as_owner = group_as_owner,
        hardlinks = bool(attributes.hardlinks) if attributes.hardlinks != -1 else fallback.hardlinks,
        layer_compression = attributes.layer_compression or fallback.layer_compression,
        layer_groups = attributes.layer_groups or fallback.layer_groups,
        max_layers = _checked_count(attributes.max_layers) or fallback.max_layers,
        mtime = _checked_mtime(attributes.mtime) if attributes.mtime != -1 else fallback.mtime,
        owner = _checked_id("owner", attributes.owner or owner),
        precompile = attributes.precompile or fallback.precompile,
        runfiles_root = _checked_root(attributes.runfiles_root) if attributes.runfiles_root else fallback.runfiles_root,
    )

def pack_options(settings, layer_name):
    """What packing a layer takes from the settings.

    Args:
        settings: of `settings_of`.
        layer_name: the layer's.

    Returns:
        A struct; layers of equal options and entries are equal.
    """
    compression, level = settings.compression, settings.compression_level
    if layer_name in settings.layer_compression:
        compression, level = _parsed_compression(layer_name, settings.layer_compression[layer_name])
    if compression == "none" and level != -1:
        fail("compression_level = {}: layer \"{}\" is not compressed; set compression = \"gzip\" or \"zstd\"".format(level, layer_name))
    if compression != "none" and (level == 0 or level < -1 or level > {"gzip": 12, "zstd": 19}[compression]):
        fail("compression level {} of layer \"{}\": gzip has 1 to 12, zstd 1 to 19".format(level, layer_name))
    return struct(
        compression = compression,
        group = settings.group,
        group_as_owner = settings.group_as_owner,
        hardlinks = settings.hardlinks,
        level = level,
        mtime = settings.mtime,
        owner = settings.owner,
    )

def _parsed_compression(layer_name, text):
    compression, _, level = text.partition(":")
    if compression not in _COMPRESSIONS or (level and not level.isdigit()):
        fail("layer_compression: \"{}\" of \"{}\" is not an algorithm ({}) and perhaps a level: write it like \"zstd\" or \"zstd:1\"".format(
            text,
            layer_name,
            ", ".join(_COMPRESSIONS),
        ))
    return (compression, int(level) if level else -1)

def _checked_id(attribute, text):
    if not text.isdigit() or str(int(text)) != text or int(text) > 4294967294:
        fail("{}: \"{}\" is not a number from 0 to 4294967294".format(attribute, text))
    return text

def _checked_count(count):
    if count < 0:
        fail("max_layers: {} is negative".format(count))
    return count

def _checked_mtime(mtime):
    if mtime < 0:
        fail("mtime: {} is before 1970".format(mtime))
    return mtime

def _checked_root(path):
    if not path.endswith(".runfiles"):
        fail("runfiles_root: \"{}\" does not end in \".runfiles\", by which launchers find it".format(path))
    return image_path("runfiles_root", path)

def _layer_settings_impl(ctx):
    return LayerSettingsInfo(settings = settings_of(ctx.attr))

layer_settings = rule(
    implementation = _layer_settings_impl,
    attrs = LAYER_SETTINGS_ATTRS,
    doc = """Settings for all `tar_runfiles` targets of a workspace. What a target sets itself takes the place of what is set here. An empty list
or dict, or `max_layers = 0`, sets nothing, so of these a target can have others, but not none.

The flag `--@rules_pkg_pyvenv//:layer_settings=<label>` names the target, best in `.bazelrc`. With a `runfiles_root` the binaries of the
workspace share layers: one that holds a single distribution is made once, in the wheel's own repository, for all that have it, unless it
has bytecode (`precompile`): that is of a binary's Python.""",
    provides = [LayerSettingsInfo],
)
