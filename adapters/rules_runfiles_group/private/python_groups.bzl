"""The runfiles of a py_binary as runfiles groups, named as rules_python means to name its own (its pull request 3962)."""

load("@rules_pkg_pyvenv//private:layer_groups.bzl", "placement_by_groups")  # buildifier: disable=bzl-visibility
load("@rules_pkg_pyvenv//private:layer_names.bzl", "EXTERNAL", "INTERPRETER", "MAIN")  # buildifier: disable=bzl-visibility
load("@rules_pkg_pyvenv//private:runfiles_paths.bzl", "runfiles_path")  # buildifier: disable=bzl-visibility
load("@rules_python//python:py_runtime_info.bzl", "PyRuntimeInfo")
load("@rules_runfiles_group//runfiles_group:lib.bzl", "runfiles_groups")
load("@rules_runfiles_group//runfiles_group:providers.bzl", "RunfilesGroupInfo")

APP_GROUP = "rules_python#app"
_RUNTIME_GROUP = "rules_python#runtime"
_VENV_GROUP = "rules_python#venv"
_PYPI_GROUPS = "rules_python#pypi/"

# rules_python has none such: its groups of libraries are labels, which runfiles do not tell.
_REPOSITORY_GROUPS = "rules_pkg_pyvenv#repository/"

# The layers of the core to look up, one for each distribution.
_DISTRIBUTION_LAYERS = {"pypi-{distribution}": ["*"]}

# By which packagers merge groups of one ruleset first.
_AFFINITY = "rules_python"

# Small files that change with any dependency: above all dependencies, below the code.
_VENV_RANK = runfiles_groups.RANK_EXECUTABLE - 10

def _python_runfiles_groups_impl(target, ctx):
    if RunfilesGroupInfo in target or PyRuntimeInfo not in target or not target[DefaultInfo].files_to_run.executable:
        return []
    return [RunfilesGroupInfo(
        entries = runfiles_groups.entries(_entries(target, ctx)),
        executable_group = APP_GROUP,
    )]

def _entries(target, ctx):
    runfiles = target[DefaultInfo].default_runfiles
    if runfiles.empty_filenames.to_list():
        # Starlark cannot make a part of runfiles that have such names, and together the groups must have them.
        return [_entry(APP_GROUP, runfiles, weight = None)]
    files = runfiles.files.to_list()
    symlinks = runfiles.symlinks.to_list()
    root_symlinks = runfiles.root_symlinks.to_list()
    group_of = _grouping(target, ctx, files + [entry.target_file for entry in symlinks + root_symlinks])

    # The group of the launcher must be there.
    parts = {APP_GROUP: _empty_part()}
    for file in files:
        _part(parts, group_of(runfiles_path(file.short_path, ctx.workspace_name), file)).files.append(file)
    for entry in symlinks:
        _part(parts, group_of(runfiles_path(entry.path, ctx.workspace_name), entry.target_file)).symlinks.append(entry)
    for entry in root_symlinks:
        _part(parts, group_of(entry.path, entry.target_file)).root_symlinks.append(entry)
    return [_entry_of_part(ctx, group, part) for group, part in sorted(parts.items())]

def _grouping(target, ctx, files):
    """A function: path below the root of the runfiles and the `File` that is there or is named there -> its group."""
    runtime = target[PyRuntimeInfo].files
    placement = placement_by_groups(
        struct(copies = {}, excluded = {}, files = {file: file for file in files}),
        _DISTRIBUTION_LAYERS,
        runtime.to_list() if runtime else [],
        [target.label.repo_name],
        ctx.workspace_name,
    )

    def group_of(path, file):
        if _is_in_venv(path):
            return _VENV_GROUP
        layer = placement.layer_of(path, file)
        if layer == MAIN:
            return APP_GROUP
        if layer == INTERPRETER:
            return _RUNTIME_GROUP
        if layer == EXTERNAL:
            return _REPOSITORY_GROUPS + apparent_name(file.short_path.split("/")[1])
        return _PYPI_GROUPS + layer.removeprefix("pypi-")

    return group_of

def apparent_name(repository):
    """What a repository is called where it is made: that of an extension by the extension, that of a module as the module.

    Args:
        repository: a canonical name, such as `rules_x++extension+name`, which is `name`, or `rules_x+1.2.3`, which is `rules_x`.

    Returns:
        The name.
    """
    parts = repository.replace("~", "+").split("+")
    return parts[-1] if len(parts) > 2 else parts[0]

def _is_in_venv(path):
    """Whether a path lies in the virtual environment that rules_python makes beside a binary: `_<name>.venv`."""
    directories = path.split("/")[:-1]
    return any([directory.startswith("_") and directory.endswith(".venv") for directory in directories])

def _empty_part():
    return struct(files = [], symlinks = [], root_symlinks = [])

def _part(parts, group):
    return parts.setdefault(group, _empty_part())

def _entry_of_part(ctx, group, part):
    content = depset(part.files)
    if part.symlinks or part.root_symlinks:
        content = ctx.runfiles(part.files, symlinks = depset(part.symlinks), root_symlinks = depset(part.root_symlinks))
    return _entry(group, content, weight = len(part.files) + len(part.symlinks) + len(part.root_symlinks))

def _entry(group, content, weight):
    """A group with the rank that it has in rules_python; its weight is the number of its files."""
    rank, kind = runfiles_groups.RANK_SHARED_DEPS, "third_party"
    if group == APP_GROUP:
        rank, kind = runfiles_groups.RANK_EXECUTABLE, "first_party"
    elif group == _RUNTIME_GROUP:
        rank, kind = runfiles_groups.RANK_FOUNDATION, "foundation"
    elif group == _VENV_GROUP:
        rank, kind = _VENV_RANK, ""
    return runfiles_groups.entry(
        content = content,
        do_not_merge = group == _RUNTIME_GROUP,
        kind = kind,
        merge_affinity = _AFFINITY,
        name = group,
        rank = rank,
        weight = weight,
    )

python_runfiles_groups = aspect(
    implementation = _python_runfiles_groups_impl,
    doc = """Gives a `py_binary` of rules_python `RunfilesGroupInfo`; a target that has it, and any other target, stays as it is.

The groups, in the order of their ranks: `rules_python#runtime` (the interpreter; never merged), `rules_python#pypi/<distribution>` and
`rules_pkg_pyvenv#repository/<repository>` (what else comes from another repository), `rules_python#venv` (the virtual environment, its
links to the interpreter and to distributions among it), `rules_python#app` (all other files of the main repository and of the binary's;
the launcher). Each entry of the runfiles is in one group, and together they are the runfiles; weights are numbers of files. Runfiles with
empty files that Bazel adds (`legacy_create_init`) cannot be divided: they are one group, `rules_python#app`.""",
)
