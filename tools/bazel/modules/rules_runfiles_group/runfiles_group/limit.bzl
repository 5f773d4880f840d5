"""Fewer groups."""

load(":entries.bzl", "derive", "union")
load(":resolve.bzl", "order_key")

def limit_groups(ctx, resolved, *, max_groups, default_weight = 0, merged_group_name = None):
    """Merges the two lightest groups of a rank, of one affinity if there are such, until there are few enough.

    Args:
        ctx: of a rule or an aspect.
        resolved: of `resolve`.
        max_groups: how many there may be.
        default_weight: of groups that have none.
        merged_group_name: function: name and weight of the lighter, name and weight of the heavier -> a new name; None for the
            heavier's.

    Returns:
        As `resolved`, and `group_count`, which may still be too many.
    """
    by_name = dict(resolved.by_name)
    executable_group = resolved.executable_group
    for _ in range(len(by_name)):
        pair = _lightest_pair(by_name.values(), default_weight) if len(by_name) > max_groups else None
        if not pair:
            break
        lighter, heavier = [by_name.pop(group.name) for group in pair]
        weights = [_weight(group, default_weight) for group in (lighter, heavier)]
        name = heavier.name
        if merged_group_name:
            name = merged_group_name(lighter.name, weights[0], heavier.name, weights[1])
            if name in by_name or name in (lighter.name, heavier.name):
                fail("runfiles_groups.limit: merged_group_name gives {}, which is a group already".format(name))
        by_name[name] = derive(
            heavier,
            content = union(ctx, [lighter.content, heavier.content]),
            do_not_merge = False,
            name = name,
            weight = weights[0] + weights[1],
        )
        if executable_group in (lighter.name, heavier.name):
            executable_group = name
    return struct(
        by_name = by_name,
        executable_group = executable_group,
        group_count = len(by_name),
        groups = sorted(by_name.values(), key = order_key),
    )

def _weight(group, default_weight):
    return default_weight if group.weight == None else group.weight

def _lightest_pair(groups, default_weight):
    """The two groups to merge next, the lighter first; None if there are no two."""
    for key in (lambda group: (group.rank, group.merge_affinity), lambda group: (group.rank, "")):
        buckets = {}
        for group in groups:
            if not group.do_not_merge:
                buckets.setdefault(key(group), []).append(group)
        pairs = [
            sorted(bucket, key = lambda group: (_weight(group, default_weight),) + order_key(group))[:2]
            for bucket in buckets.values()
            if len(bucket) > 1
        ]
        if pairs:
            return min(pairs, key = lambda pair: (
                _weight(pair[0], default_weight) + _weight(pair[1], default_weight),
                order_key(pair[0]),
            ))
    return None
