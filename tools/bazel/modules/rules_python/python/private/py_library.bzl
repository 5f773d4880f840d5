"""py_library."""

load("//python/private/venv:links.bzl", "library_entries")
load(":attrs.bzl", "SOURCE_ATTRS")
load(":flags.bzl", "FlagInfo")
load(":names.bzl", "normalize_name")
load(":py_info.bzl", "PyInfo", "make_py_info")
load(":sources.bzl", "import_directories", "python_sources")

def _distribution(ctx):
    """Name and version as the METADATA in data tells, or None and None."""
    directory = None
    for file in ctx.files.data:
        if file.basename.lower() == "metadata" and file.dirname.endswith(".dist-info"):
            directory = file.dirname.rpartition("/")[2]
    if not directory:
        return None, None
    name, _, version = directory.removesuffix(".dist-info").rpartition("-")
    return normalize_name(name), version

def _venv_entries(ctx):
    if len(ctx.attr.imports) != 1:
        fail("a library for a venv's site-packages needs one `imports`, not {}".format(len(ctx.attr.imports)))
    package, version = _distribution(ctx)
    return library_entries(
        files = ctx.files.srcs + ctx.files.data + ctx.files.pyi_srcs,
        root = ctx.attr.imports[0],
        workspace = ctx.workspace_name,
        layout = ctx.attr._links[FlagInfo].value,
        package = package,
        version = version,
        namespace_files = ctx.files.namespace_package_files,
    )

def _py_library_impl(ctx):
    sources = python_sources(ctx)
    flag = ctx.attr.experimental_venvs_site_packages
    if flag and flag[FlagInfo].value == "yes":
        # As in the real one: the attribute's text as it stands, though it leads nowhere.
        imports = ctx.attr.imports
        entries = _venv_entries(ctx)
    else:
        imports = import_directories(ctx)
        entries = []

    py_info = make_py_info(ctx, sources, imports, entries)
    return [
        DefaultInfo(
            files = depset(sources),
            runfiles = ctx.runfiles(files = sources, collect_default = True),
        ),
        py_info,
        coverage_common.instrumented_files_info(
            ctx,
            source_attributes = ["srcs"],
            dependency_attributes = ["deps", "data"],
            extensions = ["py"],
        ),
        OutputGroupInfo(
            compilation_outputs = py_info.transitive_sources,
            compilation_prerequisites_INTERNAL_ = py_info.transitive_sources,
        ),
    ]

py_library = rule(
    implementation = _py_library_impl,
    attrs = SOURCE_ATTRS | {
        "experimental_venvs_site_packages": attr.label(),
        "namespace_package_files": attr.label_list(allow_files = True),
        "_links": attr.label(default = "//python/config_settings:stand_in_links"),
    },
    provides = [PyInfo],
)
