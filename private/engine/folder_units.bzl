"""One compilation unit for each folder of sources: users compile the tool from source, and headers take most of that time."""

def _folder_units_impl(ctx):
    folders = {}
    for source in ctx.files.srcs:
        path = source.owner.name
        folders.setdefault(path.split("/")[0], []).append(path)
    units = []
    for folder, paths in folders.items():
        unit = ctx.actions.declare_file("{}/{}.cc".format(ctx.label.name, folder))
        ctx.actions.write(unit, "".join(['#include "{}"\n'.format(path) for path in sorted(paths)]))
        units.append(unit)
    return DefaultInfo(files = depset(units))

folder_units = rule(
    implementation = _folder_units_impl,
    doc = "Writes a source file for each folder, which includes the folder's sources.",
    attrs = {
        "srcs": attr.label_list(
            doc = "The sources, in folders of this package, which has to be an include directory.",
            allow_files = [".cc"],
            mandatory = True,
        ),
    },
)
