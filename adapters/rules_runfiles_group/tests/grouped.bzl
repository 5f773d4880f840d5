"""Binaries that have runfiles groups by themselves, and hints that change these."""

load("@rules_runfiles_group//runfiles_group:lib.bzl", "runfiles_groups")
load("@rules_runfiles_group//runfiles_group:providers.bzl", "RunfilesGroupInfo", "RunfilesGroupTransformInfo")

def _group_impl(ctx):
    files = []
    for name in ctx.attr.files:
        file = ctx.actions.declare_file(ctx.label.name + "/" + name)
        ctx.actions.write(file, name + "\n")
        files.append(file)
    runfiles = ctx.runfiles(
        files,
        root_symlinks = {path: files[0] for path in ctx.attr.root_symlinks},
        symlinks = {path: files[0] for path in ctx.attr.symlinks},
    )
    return [
        DefaultInfo(files = depset(files), runfiles = runfiles),
        RunfilesGroupInfo(entries = runfiles_groups.entries([runfiles_groups.entry(
            name = ctx.attr.group or ctx.label,
            content = runfiles if ctx.attr.symlinks or ctx.attr.root_symlinks else depset(files),
            do_not_merge = ctx.attr.do_not_merge,
            merge_affinity = ctx.attr.merge_affinity,
            rank = ctx.attr.rank,
            weight = ctx.attr.weight,
        )])),
    ]

group = rule(
    implementation = _group_impl,
    attrs = {
        "do_not_merge": attr.bool(),
        "files": attr.string_list(doc = "Names of generated files; the default is none."),
        "group": attr.string(doc = "Name of the group; default: the target's label."),
        "merge_affinity": attr.string(),
        "rank": attr.int(),
        "root_symlinks": attr.string_list(doc = "Paths of symlink entries that name the first file."),
        "symlinks": attr.string_list(doc = "The same, relative to the main repository."),
        "weight": attr.int(),
    },
    doc = "Files in one runfiles group.",
)

def _grouped_binary_impl(ctx):
    executable = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(executable, "#!/bin/sh\n", is_executable = True)
    own = runfiles_groups.entry(name = ctx.attr.group or ctx.label, content = depset([executable]))
    return [
        DefaultInfo(
            executable = executable,
            runfiles = ctx.runfiles([executable]).merge_all([target[DefaultInfo].default_runfiles for target in ctx.attr.groups]),
        ),
        RunfilesGroupInfo(
            entries = runfiles_groups.entries([own], [target[RunfilesGroupInfo].entries for target in ctx.attr.groups]),
            executable_group = own.name if ctx.attr.has_executable_group else None,
        ),
    ]

grouped_binary = rule(
    implementation = _grouped_binary_impl,
    attrs = {
        "group": attr.string(doc = "The group of the executable; default: the target's label."),
        "groups": attr.label_list(providers = [RunfilesGroupInfo]),
        "has_executable_group": attr.bool(default = True),
    },
    doc = "An executable with the groups of others.",
    executable = True,
)

def _drop_docs(resolved):
    return runfiles_groups.resolved(
        [group for group in resolved.groups if runfiles_groups.name_str(group) != "x#docs"],
        executable_group = resolved.executable_group,
    )

def _lift_docs(resolved):
    return runfiles_groups.resolved(
        [
            runfiles_groups.derive(group, name = "x#manual", rank = 7) if runfiles_groups.name_str(group) == "x#docs" else group
            for group in resolved.groups
        ],
        executable_group = resolved.executable_group,
    )

def _hint_impl(ctx):
    return [RunfilesGroupTransformInfo(transform = _drop_docs if ctx.attr.drop else _lift_docs)]

docs_hint = rule(
    implementation = _hint_impl,
    attrs = {"drop": attr.bool()},
    doc = "For `aspect_hints`: drops the group `x#docs`, or moves it to the end as `x#manual`.",
)

def _plain_binary_impl(ctx):
    executable = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(executable, "#!/bin/sh\n", is_executable = True)
    return [DefaultInfo(executable = executable)]

plain_binary = rule(
    implementation = _plain_binary_impl,
    doc = "An executable without groups.",
    executable = True,
)
