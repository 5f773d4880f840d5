"""PyInfo, and how it is merged along deps."""

PyInfo = provider(
    doc = "What Python targets tell those that depend on them.",
    fields = {
        "direct_original_sources": "depset[File]: the .py files of this target",
        "direct_pyc_files": "depset[File]: always empty here, nothing is precompiled",
        "direct_pyi_files": "depset[File]",
        "has_py2_only_sources": "bool: always False",
        "has_py3_only_sources": "bool: always False",
        "imports": "depset[str]: directories for sys.path, relative to the runfiles root",
        "transitive_implicit_pyc_files": "depset[File]: always empty here",
        "transitive_implicit_pyc_source_files": "depset[File]",
        "transitive_original_sources": "depset[File]",
        "transitive_pyc_files": "depset[File]: always empty here",
        "transitive_pyi_files": "depset[File]",
        "transitive_sources": "depset[File]: the .py files needed at run time",
        "uses_shared_libraries": "bool",
        "venv_symlinks": "depset[struct]: entries for the site-packages of the binary's venv",
    },
)

def _is_shared_library(file):
    return file.extension in ("so", "dylib", "dll") or ".so." in file.basename

def _uses_shared_libraries(ctx, infos):
    for info in infos:
        if info.uses_shared_libraries:
            return True
    for file in ctx.files.data:
        if _is_shared_library(file):
            return True
    return False

def make_py_info(ctx, sources, imports, venv_symlinks = []):
    """Builds the PyInfo of a target with srcs, pyi_srcs, data, deps and pyi_deps.

    Args:
        ctx: the rule's context.
        sources: list of File, the target's own .py files.
        imports: list of str, directories of this target, relative to the runfiles root.
        venv_symlinks: list of struct, see //python/private/venv:links.bzl.

    Returns:
        PyInfo
    """
    infos = [dep[PyInfo] for dep in ctx.attr.deps + ctx.attr.pyi_deps if PyInfo in dep]

    # Files of a dep that is no Python target count as sources if they end in .py.
    loose = [
        file
        for dep in ctx.attr.deps
        if PyInfo not in dep
        for file in dep[DefaultInfo].files.to_list()
        if file.extension == "py"
    ]
    return PyInfo(
        direct_original_sources = depset(sources),
        direct_pyc_files = depset(),
        direct_pyi_files = depset(ctx.files.pyi_srcs),
        has_py2_only_sources = False,
        has_py3_only_sources = False,
        imports = depset(imports, transitive = [i.imports for i in infos]),
        transitive_implicit_pyc_files = depset(),
        transitive_implicit_pyc_source_files = depset(
            sources,
            transitive = [i.transitive_implicit_pyc_source_files for i in infos],
        ),
        transitive_original_sources = depset(
            sources,
            transitive = [i.transitive_original_sources for i in infos],
        ),
        transitive_pyc_files = depset(),
        transitive_pyi_files = depset(
            ctx.files.pyi_srcs,
            transitive = [i.transitive_pyi_files for i in infos],
        ),
        transitive_sources = depset(
            sources + loose,
            transitive = [i.transitive_sources for i in infos],
        ),
        uses_shared_libraries = _uses_shared_libraries(ctx, infos),
        venv_symlinks = depset(venv_symlinks, transitive = [i.venv_symlinks for i in infos]),
    )
