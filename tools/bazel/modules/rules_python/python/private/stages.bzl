"""Writes the programs that start a py_binary."""

def _from_workspace(ctx, file):
    """As the real 1.8: not normalised for files of other repositories."""
    return ctx.workspace_name + "/" + file.short_path

def write_stage2(ctx, runtime, venv, main):
    """Writes stage 2, which runs in the target's Python.

    Args:
        ctx: the rule's context.
        runtime: PyRuntimeInfo.
        venv: what make_venv returned.
        main: File | None, the file to run.

    Returns:
        File
    """
    base = ctx.label.name.rpartition("/")[2]
    parent = ctx.label.name[:-len(base)]
    output = ctx.actions.declare_file("{}_{}_stage2_bootstrap.py".format(parent, base))
    ctx.actions.expand_template(
        template = runtime.stage2_bootstrap_template,
        output = output,
        substitutions = {
            "%main%": venv.under_runfiles(main) if main else "",
            "%main_module%": ctx.attr.main_module,
            "%venv_rel_site_packages%": venv.site_packages,
            "%venv_root%": venv.root,
        },
        is_executable = True,
    )
    return output

def write_stage1(ctx, output, stage2, runtime, venv, interpreter_path):
    """Writes the executable.

    Args:
        ctx: the rule's context.
        output: File to write.
        stage2: File, stage 2.
        runtime: PyRuntimeInfo.
        venv: what make_venv returned.
        interpreter_path: where the base interpreter is.
    """
    ctx.actions.expand_template(
        template = runtime.bootstrap_template,
        output = output,
        substitutions = {
            "%interpreter_args%": "\n".join(["\"{}\"".format(arg) for arg in ctx.attr.interpreter_args]),
            "%python_binary%": venv.under_runfiles(venv.interpreter) if venv.interpreter else "",
            "%python_binary_actual%": interpreter_path,
            "%recreate_venv_at_runtime%": "1" if venv.recreate_at_runtime else "0",
            "%resolve_python_binary_at_runtime%": "0" if runtime.supports_build_time_venv else "1",
            "%shebang%": runtime.stub_shebang,
            "%stage2_bootstrap%": _from_workspace(ctx, stage2),
            "%venv_rel_site_packages%": venv.site_packages,
        },
        is_executable = True,
    )
