"""The rule `runfiles_group_layers`: groups of runfiles -> layers."""

load("@rules_pkg_pyvenv//:defs.bzl", "LayerPlanInfo")
load("@rules_pkg_pyvenv//private:layer_names.bzl", "MAIN")  # buildifier: disable=bzl-visibility
load("@rules_runfiles_group//runfiles_group:lib.bzl", "runfiles_groups")
load("@rules_runfiles_group//runfiles_group:providers.bzl", "RunfilesGroupTransformInfo")
load(":group_layer_names.bzl", "group_layer_names")

_HintsInfo = provider(
    doc = "What only an aspect sees of a target.",
    fields = {"hints": "[`Target`], its `aspect_hints`."},
)

def _hints_impl(_target, ctx):
    return [_HintsInfo(hints = getattr(ctx.rule.attr, "aspect_hints", []))]

_hints = aspect(
    implementation = _hints_impl,
    doc = "Hands on the `aspect_hints` of a binary.",
    provides = [_HintsInfo],
)

def _runfiles_group_layers_impl(ctx):
    groups = _limited(ctx, _resolved(ctx))
    home = groups.executable_group
    layers = group_layer_names(
        [group.name for group in groups.groups],
        # Without a group of its own the launcher gets a layer.
        reserved = [] if home else [MAIN],
    )
    return [LayerPlanInfo(
        home = layers[home] if home else None,
        layers = [
            struct(name = layers[group.name], runfiles = runfiles_groups.runfiles(ctx, group))
            for group in groups.groups
        ],
    )]

def _resolved(ctx):
    hints = ctx.attr.binary[_HintsInfo].hints
    groups = runfiles_groups.resolve(ctx, ctx.attr.binary, aspect_hints = hints)
    if not groups:
        fail(("binary: {} has no runfiles groups. If its rule makes them, build with " +
              "--@rules_runfiles_group//runfiles_group:enabled=true; for a py_binary whose rule does not, name a " +
              "with_runfiles_groups of it").format(ctx.attr.binary.label))
    transforms = [hint for hint in hints if RunfilesGroupTransformInfo in hint]
    if transforms:
        _check_nothing_is_lost(ctx, groups, transforms)
    return groups

def _check_nothing_is_lost(ctx, groups, transforms):
    """A plan cannot leave files out: the layer of the launcher would get them."""
    kept = {file: None for file in _files(groups)}
    unchanged = runfiles_groups.resolve(ctx, ctx.attr.binary, aspect_hints = [])
    lost = [file for file in _files(unchanged) if file not in kept]
    if lost:
        fail(("binary: {} has {} in aspect_hints, by which {} files, such as {}, are in no group; tar_runfiles packs all runfiles: " +
              "remove the hint, and name the files in the attribute exclude of tar_runfiles").format(
            ctx.attr.binary.label,
            ", ".join([str(hint.label) for hint in transforms]),
            len(lost),
            lost[0].short_path,
        ))

def _files(groups):
    return depset(transitive = [runfiles_groups.files(group) for group in groups.groups]).to_list()

def _limited(ctx, groups):
    most = ctx.attr.max_layers
    if most < 0:
        fail("max_layers: {} is negative".format(most))
    if not most:
        return groups
    launcher = 0 if groups.executable_group else 1
    limited = runfiles_groups.limit(ctx, groups, max_groups = most - launcher, merged_group_name = _merged_names())
    if limited.group_count + launcher > most:
        fail("max_layers = {}: {} differ in rank or must not be merged; write max_layers = {} or more".format(
            most,
            ", ".join([runfiles_groups.name_str(group) for group in limited.groups]),
            limited.group_count + launcher,
        ))
    return limited

def _merged_names():
    """A function that names merged groups after all that is in them: `rules_python#pypi/numpy and 3 more`."""
    members = {}

    def merged_name(lighter, _lighter_weight, heavier, _heavier_weight):
        names = sorted([
            name
            for group in (lighter, heavier)
            for name in members.pop(group, [runfiles_groups.name_str(group)])
        ])
        name = "{} and {} more".format(names[0], len(names) - 1)
        members[name] = names
        return name

    return merged_name

runfiles_group_layers = rule(
    implementation = _runfiles_group_layers_impl,
    attrs = {
        "binary": attr.label(
            aspects = [_hints],
            cfg = "target",
            doc = "A binary that provides `RunfilesGroupInfo`, the one that `tar_runfiles` packs. `RunfilesGroupTransformInfo` of its " +
                  "`aspect_hints` changes the groups, but must not drop files.",
            executable = True,
            mandatory = True,
        ),
        "max_layers": attr.int(
            doc = "No more layers than this, that of the launcher among them: groups are merged as rules_runfiles_group does it (of one " +
                  "rank only, of one `merge_affinity` first, the lightest first, none with `do_not_merge`). Fails where that does not " +
                  "suffice. 0: any number.",
        ),
    },
    doc = """The layers of a binary by its runfiles groups, for the attribute `layer_plan` of `tar_runfiles`.

A group is a layer, lower ranks below; what several groups have goes to the lowest. The launcher goes to the layer of the
`executable_group`, or to `main`. Layers are named after groups: `rules_python#pypi/numpy` becomes `pypi-numpy`, `//app:lib` `app-lib`.

Provides `LayerPlanInfo`.""",
    provides = [LayerPlanInfo],
)
