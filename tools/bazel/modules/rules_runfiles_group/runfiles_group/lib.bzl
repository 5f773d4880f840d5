"""`runfiles_groups`: makes, resolves and merges runfiles groups."""

load(":entries.bzl", "derive", "entries", "entry", "files_of", "name_str", "runfiles_of", "union")
load(":limit.bzl", "limit_groups")
load(":resolve.bzl", "resolve", "resolved")

runfiles_groups = struct(
    RANK_EXECUTABLE = 0,
    RANK_FOUNDATION = -1000,
    RANK_SHARED_DEPS = -100,
    derive = derive,
    entries = entries,
    entry = entry,
    files = files_of,
    limit = limit_groups,
    name_str = name_str,
    resolve = resolve,
    resolved = resolved,
    runfiles = runfiles_of,
    union = union,
)
