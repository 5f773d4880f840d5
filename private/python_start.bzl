"""How a py_binary starts without its launcher: the interpreter, on the bootstrap in Python that every launcher of rules_python ends in.

The launcher ("stage 1", in bash or Python) finds the runfiles and executes `interpreter interpreter_args... stage2 arguments...`, with
`RUNFILES_DIR` and `PYTHONSAFEPATH=1` in the environment, in whatever directory it is in. All but the runfiles' place is known at analysis.
"""

load("@rules_python//python:py_executable_info.bzl", "PyExecutableInfo")
load("@rules_python//python:py_runtime_info.bzl", "PyRuntimeInfo")
load(":compat.bzl", "is_raw_link_by_actions", "python_bootstrap")
load(":runfiles_paths.bzl", "runfiles_path")

PythonStartInfo = provider(
    doc = "How a py_binary starts without its launcher. Paths are relative to the root of the runfiles, unless they begin with \"/\".",
    fields = {
        "interpreter": "`str`: the interpreter of the virtual environment where there is one, else the base interpreter.",
        "interpreter_args": "`list` of `str`.",
        "needs": "`list` of `str`: what has to be in the runfiles.",
        "stage2": "`str`: the script for the interpreter.",
    },
)

def _python_start_impl(target, ctx):
    if PyExecutableInfo not in target or PyRuntimeInfo not in target:
        return []
    runtime = target[PyRuntimeInfo]
    base = runfiles_path(runtime.interpreter.short_path, ctx.workspace_name) if runtime.interpreter else runtime.interpreter_path
    bootstrap = python_bootstrap(
        target[PyExecutableInfo],
        executable = target[DefaultInfo].files_to_run.executable,
        name = target.label.name,
        interpreter_args = getattr(ctx.rule.attr, "interpreter_args", []),
        interpreter_name = base.rpartition("/")[2],
        actions = target.actions,
    )
    if not bootstrap.stage2:
        return []

    # With venvs_use_declare_symlink=no it is a note, from which the launcher makes a virtual environment each time it starts. Without
    # one the base interpreter does as well: the bootstrap adds the site-packages.
    interpreter = base
    if bootstrap.venv_python and is_raw_link_by_actions(bootstrap.venv_python, target.actions):
        interpreter = runfiles_path(bootstrap.venv_python.short_path, ctx.workspace_name)
    stage2 = runfiles_path(bootstrap.stage2.short_path, ctx.workspace_name)
    return [PythonStartInfo(
        interpreter = interpreter,
        interpreter_args = bootstrap.interpreter_args,
        needs = [path for path in [base, interpreter, stage2] if not path.startswith("/")],
        stage2 = stage2,
    )]

python_start = aspect(
    implementation = _python_start_impl,
    doc = "Provides `PythonStartInfo` of a py_binary, and nothing of any other target.",
)

def python_start_of(binary, tree):
    """How a binary of the tree starts without its launcher.

    Args:
        binary: a target with the aspect `python_start`.
        tree: of `runfiles_tree`.

    Returns:
        `PythonStartInfo`; None where there is no such way: for other languages, a py_binary without a bootstrap in Python, and one of which
        the tree lacks a part.
    """
    if PythonStartInfo not in binary:
        return None
    start = binary[PythonStartInfo]
    return start if all([path in tree.files for path in start.needs]) else None

def has_bash_launcher(binary):
    """Whether the launcher that rules_python made for a binary is written in bash (`bootstrap_impl=script`).

    Args:
        binary: a target.

    Returns:
        True or False.
    """
    template = binary[PyRuntimeInfo].bootstrap_template if PyRuntimeInfo in binary else None
    return bool(template) and template.extension == "sh"

def start_variables(binary):
    """The environment that a binary is to have.

    Args:
        binary: a target.

    Returns:
        {name: value}, those of its `env`; `RUNFILES_DIR` is for its place in the image to say.
    """
    environment = binary[RunEnvironmentInfo].environment if RunEnvironmentInfo in binary else {}
    return {"PYTHONSAFEPATH": "1"} | environment
