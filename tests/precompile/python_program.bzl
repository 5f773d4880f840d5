"""Programs for Python with runfiles that a `py_binary` makes seldom or never."""

load("@rules_python//python:py_runtime_info.bzl", "PyRuntimeInfo")

def _python_program_impl(ctx):
    binary = ctx.attr.binary
    executable = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.symlink(output = executable, target_file = ctx.executable.binary, is_executable = True)
    entries = {path: target[DefaultInfo].files.to_list()[0] for target, path in ctx.attr.root_symlinks.items()}
    runfiles = ctx.runfiles(ctx.files.data, root_symlinks = entries).merge(binary[DefaultInfo].default_runfiles)
    return [DefaultInfo(executable = executable, runfiles = runfiles), binary[PyRuntimeInfo]]

python_program = rule(
    implementation = _python_program_impl,
    attrs = {
        "binary": attr.label(
            cfg = "target",
            executable = True,
            mandatory = True,
            providers = [PyRuntimeInfo],
        ),
        "data": attr.label_list(allow_files = True),
        "root_symlinks": attr.label_keyed_string_dict(
            allow_files = True,
            doc = "{file: path below the root of the runfiles}",
        ),
    },
    doc = "A `py_binary` with more runfiles.",
    executable = True,
)

def _program_with_runtime_impl(ctx):
    executable = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.write(executable, "#!/bin/sh\n", is_executable = True)
    return [
        DefaultInfo(executable = executable, runfiles = ctx.runfiles(ctx.files.data)),
        ctx.attr.runtime[PyRuntimeInfo],
    ]

program_with_runtime = rule(
    implementation = _program_with_runtime_impl,
    attrs = {
        "data": attr.label_list(allow_files = True),
        "runtime": attr.label(
            mandatory = True,
            providers = [PyRuntimeInfo],
        ),
    },
    doc = "What says that this Python runs it.",
    executable = True,
)
