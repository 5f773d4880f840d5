"""`LayerPlanInfo`: which layer an entry goes to, as another ruleset says."""

load(":layer_names.bzl", "MAIN", "layer_name_fault")
load(":runfiles_paths.bzl", "empty_file_path", "runfiles_path")

def placement_by_plan(plan, workspace_name):
    """Places entries as a plan says; the lowest layer that has an entry gets it, and `plan.home` what none has.

    Args:
        plan: `LayerPlanInfo`.
        workspace_name: `ctx.workspace_name`.

    Returns:
        What `assign_layers` and `layering_findings` take.
    """
    home = plan.home or MAIN
    order = [layer.name for layer in plan.layers]
    for name in order + [home]:
        fault = "it is there twice" if len([other for other in order if other == name]) > 1 else layer_name_fault(name)
        if fault:
            fail("layer_plan: \"{}\" cannot be a layer: {}".format(name, fault))
    layers = {}
    for layer in plan.layers:
        for path in _paths(layer.runfiles, workspace_name):
            layers.setdefault(path, layer.name)

    return struct(
        claims = {},
        home = home,
        layer_groups = {},
        layer_of = lambda path, file: layers.get(path, home),
        layer_of_link = lambda path: layers.get(path, home),
        order = order + [name for name in [home] if name not in order],
        path_patterns = [],
    )

def _paths(runfiles, workspace_name):
    return (
        [runfiles_path(file.short_path, workspace_name) for file in runfiles.files.to_list()] +
        [runfiles_path(entry.path, workspace_name) for entry in runfiles.symlinks.to_list()] +
        [entry.path for entry in runfiles.root_symlinks.to_list()] +
        [empty_file_path(name, workspace_name) for name in runfiles.empty_filenames.to_list()]
    )
