"""Data that comes as symlink entries."""

def _linked_data_impl(ctx):
    runfiles = ctx.runfiles(
        root_symlinks = {path: ctx.file.src for path in ctx.attr.root_symlinks},
        symlinks = {path: ctx.file.src for path in ctx.attr.symlinks},
    )
    return [DefaultInfo(runfiles = runfiles)]

linked_data = rule(
    implementation = _linked_data_impl,
    attrs = {
        "root_symlinks": attr.string_list(doc = "Paths below the root of the runfiles."),
        "src": attr.label(allow_single_file = True),
        "symlinks": attr.string_list(doc = "Paths relative to the main repository."),
    },
)
