"""Layers of single distributions, made once in the wheel's own repository for all binaries that have it."""

load(":distributions.bzl", "dist_info_name")
load(":layer_action.bzl", "LAYER_PACKER_ATTRS", "declare_layer")
load(":layer_groups.bzl", "layer_of_distribution")
load(":layer_settings.bzl", "pack_options")
load(":path_pattern.bzl", "matches_any_path", "parse_path_pattern")
load(":providers.bzl", "LayerSettingsInfo")
load(":runfiles_paths.bzl", "runfiles_path")

SharedLayersInfo = provider(
    doc = "Layers that the wheels below a target offer.",
    fields = {
        "offers": "`depset` of structs: `repository` (canonical name), `root`, `options`, `exclude`, `excluded`, " +
                  "`files` (tuple of `File`: what it packs), `layer` (as in `TarRunfilesInfo`).",
    },
)

# By which rules of Python name what they need.
_EDGES = ["deps", "data", "actual"]
_CONTENT = ["srcs", "data", "pyi_srcs"]

# Of a layer as `declare_layer` returns it.
_LAYER_FIELDS = ["name", "tar", "manifest", "listing", "descriptor", "facts"]

def _shared_layers_impl(target, ctx):
    below = [
        dependency[SharedLayersInfo].offers
        for name in _EDGES
        for dependency in _as_list(getattr(ctx.rule.attr, name, None))
        if type(dependency) == "Target" and SharedLayersInfo in dependency
    ]
    settings = ctx.attr._layer_settings[LayerSettingsInfo].settings
    offer = _offer(target, ctx, settings) if settings.runfiles_root and target.label.repo_name else None
    return [SharedLayersInfo(offers = depset([offer] if offer else [], transitive = below))]

def _as_list(value):
    return value if type(value) == "list" else [value]

def _offer(target, ctx, settings):
    """The layer of a wheel; None for another target."""
    files = {}
    name = None
    for attribute in _CONTENT:
        for file in getattr(ctx.rule.files, attribute, []):
            if file.short_path.startswith("../" + target.label.repo_name + "/"):
                files[file] = None
                name = name or dist_info_name(file.short_path)
    if not name:
        return None
    layer_name = layer_of_distribution(settings.layer_groups, name)
    options = pack_options(settings, layer_name)
    entries = struct(copies = [], empties = [], excluded = [], files = [], links = [])
    patterns = [parse_path_pattern(pattern) for pattern in settings.exclude]
    for file in files:
        path = runfiles_path(file.short_path, ctx.workspace_name)
        if matches_any_path(patterns, path):
            entries.excluded.append(path)
        else:
            entries.files.append(file)
    return struct(
        exclude = tuple(settings.exclude),
        excluded = tuple(sorted(entries.excluded)),
        files = tuple(entries.files),
        layer = declare_layer(ctx, layer_name, name + "." + target.label.name, entries, settings.runfiles_root, options, settings.exclude),
        options = options,
        repository = target.label.repo_name,
        root = settings.runfiles_root,
    )

shared_layers = aspect(
    implementation = _shared_layers_impl,
    attr_aspects = _EDGES,
    attrs = dict(
        _layer_settings = attr.label(default = Label("//private:layer_settings"), providers = [LayerSettingsInfo]),
        **LAYER_PACKER_ATTRS
    ),
    doc = "Declares the layer of each wheel below a target, where the workspace has one `runfiles_root`.",
    provides = [SharedLayersInfo],
)

def offers_of(targets):
    """Finds what wheels offer.

    Args:
        targets: [`Target`] to which the aspect was applied.

    Returns:
        {repository: [offer]}.
    """
    offers = {}
    for offer in depset(transitive = [target[SharedLayersInfo].offers for target in targets]).to_list():
        offers.setdefault(offer.repository, []).append(offer)
    return offers

def shared_layer(offers, name, entries, root, options, exclude):
    """The layer that a wheel offers, if it is the one wanted.

    Args:
        offers: of `offers_of`.
        name: of the layer.
        entries: the layer, as `assign_layers` returns it.
        root: where RF is in the layer.
        options: of `pack_options`.
        exclude: patterns of paths that are left out.

    Returns:
        A struct as of `declare_layer`, whose bytes are what that would make; None if there is no such offer.
    """
    if not entries.files or entries.copies or entries.links or entries.empties:
        return None
    wanted = {file: None for file in entries.files}
    conditions = (root, options, tuple(exclude), tuple(sorted(entries.excluded)), len(wanted))
    for offer in offers.get(entries.files[0].owner.repo_name, []):
        if (offer.root, offer.options, offer.exclude, offer.excluded, len(offer.files)) == conditions:
            if all([file in wanted for file in offer.files]):
                return struct(**{field: name if field == "name" else getattr(offer.layer, field) for field in _LAYER_FIELDS})
    return None
