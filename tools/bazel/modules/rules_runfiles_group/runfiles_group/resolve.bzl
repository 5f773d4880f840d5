"""From a target to its groups, in order."""

load(":entries.bzl", "derive", "name_str", "union")
load(":providers.bzl", "RunfilesGroupInfo", "RunfilesGroupTransformInfo")

def resolve(ctx, source, *, aspect_hints):
    """The groups of a target.

    Args:
        ctx: of a rule or an aspect.
        source: `Target`.
        aspect_hints: [`Target`], those of the target.

    Returns:
        As `resolved`; None if the target has no groups.
    """
    if RunfilesGroupInfo not in source:
        return None
    info = source[RunfilesGroupInfo]
    parts = {}
    for entry in info.entries.to_list():
        parts.setdefault(entry.name, []).append(entry)
    if not parts:
        return None
    result = resolved([_one(ctx, entries) for entries in parts.values()], executable_group = info.executable_group)
    for hint in aspect_hints:
        if RunfilesGroupTransformInfo in hint:
            result = hint[RunfilesGroupTransformInfo].transform(result)
    return result

def _one(ctx, entries):
    if len(entries) == 1:
        return entries[0]
    weights = [entry.weight for entry in entries if entry.weight != None]
    return derive(
        entries[0],
        content = union(ctx, [entry.content for entry in entries]),
        do_not_merge = any([entry.do_not_merge for entry in entries]),
        kind = _first([entry.kind for entry in entries]),
        merge_affinity = _first([entry.merge_affinity for entry in entries]),
        rank = min([entry.rank for entry in entries]),
        weight = max(weights) if weights else None,
    )

def _first(texts):
    given = [text for text in texts if text]
    return min(given) if given else ""

def resolved(groups, *, executable_group = None):
    """Groups in order.

    Args:
        groups: [entry], of different names.
        executable_group: name of one of them, or None.

    Returns:
        struct(groups, by_name, executable_group).
    """
    by_name = {group.name: group for group in groups}
    if len(by_name) != len(groups):
        fail("runfiles_groups.resolved: two groups have one name")
    if executable_group != None and executable_group not in by_name:
        fail("runfiles_groups.resolved: executable_group {} is no group; there are {}".format(
            executable_group,
            sorted([name_str(name) for name in by_name]),
        ))
    return struct(
        by_name = by_name,
        executable_group = executable_group,
        groups = sorted(groups, key = order_key),
    )

def order_key(group):
    """By rank; then targets' own groups come first."""
    return (group.rank, 1 if type(group.name) == "string" else 0, name_str(group))
