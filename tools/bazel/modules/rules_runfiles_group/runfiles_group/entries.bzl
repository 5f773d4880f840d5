"""One group, and its content."""

_KINDS = ["", "foundation", "third_party", "first_party", "debug", "docs"]

def entry(*, name, content, kind = "", rank = 0, do_not_merge = False, weight = None, merge_affinity = ""):
    """Makes a group, or a part of one.

    Args:
        name: `Label`, for what one target brings, or `str`.
        content: `depset` of `File`, or `runfiles`.
        kind: one of a few words, for packagers to select by.
        rank: lower ones come first; groups of different ranks are never merged.
        do_not_merge: whether to merge it with no other.
        weight: lighter ones are merged first; None is 0.
        merge_affinity: groups of the same one are merged first.

    Returns:
        A struct.
    """
    if type(name) != "Label" and not (type(name) == "string" and name):
        fail("runfiles_groups.entry: name is neither a Label nor a string, or empty: {}".format(repr(name)))
    if type(content) != "depset" and not hasattr(content, "merge_all"):
        fail("runfiles_groups.entry: content of {} is a {}".format(name, type(content)))
    if kind not in _KINDS:
        fail("runfiles_groups.entry: {} is no kind".format(repr(kind)))
    if weight != None and weight < 0:
        fail("runfiles_groups.entry: weight {} is negative".format(weight))
    return struct(
        content = content,
        do_not_merge = do_not_merge,
        kind = kind,
        merge_affinity = merge_affinity,
        name = name,
        rank = rank,
        weight = weight,
    )

def derive(group, **changes):
    """A group as another one, but for some fields."""
    fields = {
        name: getattr(group, name)
        for name in ["content", "do_not_merge", "kind", "merge_affinity", "name", "rank", "weight"]
    }
    return entry(**(fields | changes))

def entries(direct = [], transitive = []):
    """The depset of a provider."""
    return depset(direct, transitive = transitive)

def name_str(named):
    """The name of a group, or a name, as a string."""
    return str(named if type(named) in ("Label", "string") else named.name)

def files_of(group):
    """The files of a group, without what symlink entries name: a depset."""
    return group.content if type(group.content) == "depset" else group.content.files

def runfiles_of(ctx, group):
    """The content of a group as `runfiles`."""
    return ctx.runfiles(transitive_files = group.content) if type(group.content) == "depset" else group.content

def union(ctx, contents):
    """Makes one content of several.

    Args:
        ctx: of a rule or an aspect.
        contents: [content], as `entry` takes them.

    Returns:
        A content: a `depset` if all are.
    """
    depsets = [content for content in contents if type(content) == "depset"]
    others = [content for content in contents if type(content) != "depset"]
    if not others:
        return depset(transitive = depsets)
    return ctx.runfiles(transitive_files = depset(transitive = depsets)).merge_all(others)
