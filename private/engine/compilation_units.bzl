"""The engine's compilation units. Users compile the tool from source, and headers take most of that time, so folders compile together."""

load("@rules_cc//cc:cc_library.bzl", "cc_library")

# The folders of a unit; their anonymous namespaces have no name in common. A folder that is in none is a unit of its own. CMakeLists.txt
# and tools/dev/cxx_lint read these lines as well.
UNITS = [
    "base compress digest elf metadata pack tar tree",
    "inspect report sbom",
    "image layers sandbox",
    "archive diff plan source verify",
]

_UNIT_OF = {folder: unit.replace(" ", "_") for unit in UNITS for folder in unit.split(" ")}

def _compilation_units_impl(ctx):
    units = {}
    for source in ctx.files.srcs:
        path = source.owner.name
        folder = path.split("/")[0]
        units.setdefault(_UNIT_OF.get(folder, folder), []).append(path)
    files = []
    for name, paths in units.items():
        file = ctx.actions.declare_file("{}/{}.cc".format(ctx.label.name, name))
        ctx.actions.write(file, "".join(['#include "{}"\n'.format(path) for path in sorted(paths)]))
        files.append(file)
    return DefaultInfo(files = depset(files))

_compilation_units = rule(
    implementation = _compilation_units_impl,
    doc = "Writes a source file for each compilation unit, which includes the sources of its folders.",
    attrs = {
        "srcs": attr.label_list(
            doc = "The sources, in folders of this package, which has to be an include directory.",
            allow_files = [".cc"],
            mandatory = True,
        ),
    },
)

def unit_library(name, srcs, copts = [], **kwargs):
    """A library whose sources are compiled by units, in C++20.

    Args:
        name: of the `cc_library`.
        srcs: its sources, in folders of this package.
        copts: further flags of the compiler.
        **kwargs: of the `cc_library`.
    """
    _compilation_units(
        name = name + "_units",
        srcs = srcs,
    )
    cc_library(
        name = name,
        srcs = [":" + name + "_units"],
        copts = ["-std=c++20"] + copts,
        textual_hdrs = srcs,
        **kwargs
    )
