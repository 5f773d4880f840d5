"""Every read that differs between the versions of Bazel and rules_python that we support, and nothing else."""

def is_raw_link(file):
    """Tells whether an artifact is an unresolved symbolic link (`ctx.actions.declare_symlink`).

    Args:
        file: a `File`.

    Returns:
        True or False where analysis knows: always since Bazel 8, which has `File.is_symlink`. None where only the disk can tell:
        in Bazel 7, for a generated file.
    """
    if hasattr(file, "is_symlink"):
        return file.is_symlink
    if file.is_source or file.is_directory:
        return False
    return None

def repo_mapping_manifest(files_to_run):
    """The file that becomes `_repo_mapping` in the runfiles.

    Args:
        files_to_run: a `FilesToRunProvider`.

    Returns:
        A `File`, or None where there is none (without Bzlmod).
    """
    return getattr(files_to_run, "repo_mapping_manifest", None)

def is_raw_link_by_actions(file, actions):
    """As `is_raw_link`, for who sees the actions of the target that made the file, as aspects do.

    Args:
        file: a `File`.
        actions: `target.actions`.

    Returns:
        True or False.
    """
    known = is_raw_link(file)
    if known != None:
        return known
    return any([file in action.outputs.to_list() for action in actions if action.mnemonic == "UnresolvedSymlink"])

def python_bootstrap(info, executable, name, interpreter_args, interpreter_name, actions):
    """What the launcher of a py_binary starts. rules_python says it since 1.9; in 1.8 the files have fixed names.

    Args:
        info: the target's `PyExecutableInfo`.
        executable: `File`, the launcher.
        name: of the target.
        interpreter_args: the attribute of that name.
        interpreter_name: the base name of the target's interpreter.
        actions: `target.actions`.

    Returns:
        A struct: `stage2` (`File`, the bootstrap in Python; None for a py_binary without one), `venv_python` (`File`, the interpreter in
        its virtual environment; None where it has none) and `interpreter_args` ([str]).
    """
    if hasattr(info, "stage2_bootstrap"):
        return struct(
            interpreter_args = info.interpreter_args,
            stage2 = info.stage2_bootstrap,
            venv_python = info.venv_python_exe,
        )
    outputs = {file.short_path: file for action in actions for file in action.outputs.to_list()}
    directory, slash, base = executable.short_path.rpartition("/")
    package = executable.short_path.removesuffix(name)
    return struct(
        interpreter_args = interpreter_args,
        stage2 = outputs.get("{}{}_{}_stage2_bootstrap.py".format(directory, slash, base)),
        venv_python = outputs.get("{}_{}.venv/bin/{}".format(package, base.lstrip("_"), interpreter_name)),
    )
