"""Names of layers, made of the names of groups."""

load("@rules_pkg_pyvenv//private:layer_names.bzl", "layer_name_fault")  # buildifier: disable=bzl-visibility
load("@rules_runfiles_group//runfiles_group:lib.bzl", "runfiles_groups")

def group_layer_names(groups, reserved = []):
    """Gives each group a layer of its own.

    `rules_python#pypi/numpy` becomes `pypi-numpy`, `//app/lib:lib` `app-lib`. Where two groups would have one name, both keep
    the ruleset or the repository that tells them apart, and where that does not suffice, they are numbered by the order of their names.

    Args:
        groups: names of groups, each `str` or `Label`.
        reserved: names of layers that none may get.

    Returns:
        {name of group: name of layer}, different ones that `layer_name_fault` finds nothing wrong with.
    """
    short = {group: _layer_name(_short(group)) for group in groups}
    wanted = {name: [name] for name in reserved}
    for group, name in short.items():
        wanted.setdefault(name, []).append(group)
    layers = {group: name for group, name in short.items() if len(wanted[name]) == 1}
    taken = {name: None for name in wanted}
    for group in sorted([group for group in groups if group not in layers], key = runfiles_groups.name_str):
        layers[group] = _free(_layer_name(_whole(group)), taken)
        taken[layers[group]] = None
    return layers

def _free(name, taken):
    numbered = [name] + ["{}-{}".format(name, number) for number in range(2, len(taken) + 3)]
    return [candidate for candidate in numbered if candidate not in taken][0]

def _short(group):
    """What tells a group from others of its ruleset or its repository."""
    if type(group) == "Label":
        is_main_target = group.package.rpartition("/")[2] == group.name
        return group.package if is_main_target else group.package + "/" + group.name
    return group.rpartition("#")[2] or group

def _whole(group):
    return group.repo_name + "/" + _short(group) if type(group) == "Label" else group

def _layer_name(text):
    """The nearest name that a layer may have."""
    allowed = "".join([character if character.isalnum() or character in "._" else "-" for character in text.elems()])
    name = "-".join([part for part in allowed.split("-") if part]).lstrip("._-")
    return "group-" + name if layer_name_fault(name) else name
