"""Targets of a repository that holds an installed wheel."""

load("//python/private:py_library.bzl", "py_library")

_INIT = "__path__ = __import__(\"pkgutil\").extend_path(__path__, __name__)\n"

def _namespace_init_impl(ctx):
    ctx.actions.write(ctx.outputs.out, _INIT)

_namespace_init = rule(
    implementation = _namespace_init_impl,
    attrs = {"out": attr.output(mandatory = True)},
)

def _directories_without_init(files):
    """Directories of modules, and those above them, that have no __init__.py of their own."""
    regular = {}
    seen = {}
    for file in files:
        directory, _, name = file.rpartition("/")
        if name == "__init__.py":
            regular[directory] = True
            directory = directory.rpartition("/")[0]
        elif not name.endswith((".py", ".pyc", ".pyd", ".so")):
            continue
        parts = directory.split("/")
        seen.update([("/".join(parts[:i]), True) for i in range(2, len(parts) + 1)])
    return sorted([directory for directory in seen if directory not in regular])

def _namespace_inits(files):
    inits = []
    for i, directory in enumerate(_directories_without_init(files)):
        inits.append(directory + "/__init__.py")
        _namespace_init(
            name = "_cp_{}_namespace".format(i),
            out = inits[-1],
        )
    return inits

def whl_targets(name, create_namespace_inits, dependencies, hub, namespace_package_files, tags):
    """Declares what users and other wheels refer to.

    Args:
        name: the wheel's file name.
        create_namespace_inits: bool, whether directories without __init__.py get one
            where there are no site-packages in venvs.
        dependencies: list of normalized names.
        hub: the repository that has an alias for each of them.
        namespace_package_files: list of files whose directories others install into.
        tags: tags of the library.
    """
    for group, include in {
        "data": ["data/**"],
        "dist_info": ["site-packages/*.dist-info/**"],
        "extracted_whl_files": ["**"],
    }.items():
        native.filegroup(
            name = group,
            srcs = native.glob(include, allow_empty = True),
        )
    native.filegroup(
        name = "whl",
        srcs = [name],
        data = ["@{}//{}:whl".format(hub, dependency) for dependency in dependencies],
    )

    srcs = native.glob(["site-packages/**/*.py"], allow_empty = True)
    pyi_srcs = native.glob(["site-packages/**/*.pyi"], allow_empty = True)
    data = native.glob(
        ["site-packages/**/*"],
        allow_empty = True,
        exclude = [
            "**/*.py",
            "**/*.pyc",
            "**/*.pyc.*",
            "**/*.dist-info/RECORD",
        ],
    )
    inits = []
    if create_namespace_inits:
        inits = select({
            Label("//python/config_settings:is_venvs_site_packages"): [],
            "//conditions:default": _namespace_inits(srcs + data + pyi_srcs),
        })
    py_library(
        name = "pkg",
        srcs = srcs + inits,
        data = data,
        experimental_venvs_site_packages = Label("//python/config_settings:venvs_site_packages"),
        imports = ["site-packages"],
        namespace_package_files = namespace_package_files + inits,
        pyi_srcs = pyi_srcs,
        tags = tags,
        deps = ["@{}//{}:pkg".format(hub, dependency) for dependency in dependencies],
    )
