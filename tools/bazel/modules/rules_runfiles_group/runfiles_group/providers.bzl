"""Providers of runfiles groups."""

def _runfiles_group_info(*, entries, executable_group = None):
    if type(entries) != "depset":
        fail("RunfilesGroupInfo: entries is a {}, no depset".format(type(entries)))
    return {"entries": entries, "executable_group": executable_group}

RunfilesGroupInfo, _ = provider(
    doc = "The runfiles of a target in groups, which together are its `default_runfiles`.",
    fields = {
        "entries": "`depset` of `runfiles_groups.entry`; several of one name are one group.",
        "executable_group": "`Label` or `str`, the group that the executable goes with, or None.",
    },
    init = _runfiles_group_info,
)

RunfilesGroupTransformInfo = provider(
    doc = "What a target in `aspect_hints` makes of the groups of a binary.",
    fields = {"transform": "function: `runfiles_groups.resolved(...)` -> the same, with other groups."},
)
