"""py_runtime, py_runtime_pair and PyRuntimeInfo."""

PyRuntimeInfo = provider(
    doc = "A Python that runs py_binary targets.",
    fields = {
        "abi_flags": "str: sys.abiflags",
        "bootstrap_template": "File: stage 1",
        "coverage_files": "depset[File]: always empty here",
        "coverage_tool": "None: no coverage here",
        "files": "depset[File] | None: the interpreter's files; None if it is not part of the build",
        "implementation_name": "str: sys.implementation.name",
        "interpreter": "File | None: the interpreter, if it is part of the build",
        "interpreter_path": "str | None: its absolute path, if it is not part of the build",
        "interpreter_version_info": "struct(major, minor, micro, releaselevel, serial)",
        "pyc_tag": "str: such as cpython-311",
        "python_version": "str: PY3",
        "site_init_template": "File",
        "stage2_bootstrap_template": "File",
        "stub_shebang": "str: first line of a stage 1 in Python",
        "supports_build_time_venv": "bool: whether a venv made at build time fits",
        "zip_main_template": "None: no zip files here",
    },
)

def _int_or_none(value):
    return int(value) if value != None else None

def _version_info(attribute):
    return struct(
        major = _int_or_none(attribute.get("major")),
        minor = _int_or_none(attribute.get("minor")),
        micro = _int_or_none(attribute.get("micro")),
        releaselevel = attribute.get("releaselevel"),
        serial = _int_or_none(attribute.get("serial")),
    )

def _interpreter(target):
    """The interpreter's File, and what else its target brings."""
    info = target[DefaultInfo]
    if info.files_to_run and info.files_to_run.executable:
        return info.files_to_run.executable, [info.files, info.default_runfiles.files]
    files = info.files.to_list()
    if len(files) != 1:
        fail("interpreter {} must be one file or an executable".format(target.label))
    return files[0], []

def _py_runtime_impl(ctx):
    if bool(ctx.attr.interpreter) == bool(ctx.attr.interpreter_path):
        fail("exactly one of interpreter and interpreter_path must be given")
    interpreter = None
    files = None
    if ctx.attr.interpreter:
        interpreter, transitive = _interpreter(ctx.attr.interpreter)
        files = depset(transitive = transitive + [t[DefaultInfo].files for t in ctx.attr.files])
    elif ctx.attr.files:
        fail("files must be empty if interpreter_path is given")

    version = ctx.attr.interpreter_version_info
    return [
        DefaultInfo(files = files or depset()),
        PyRuntimeInfo(
            abi_flags = "" if ctx.attr.abi_flags == "<AUTO>" else ctx.attr.abi_flags,
            bootstrap_template = ctx.file.bootstrap_template,
            coverage_files = depset(),
            coverage_tool = None,
            files = files,
            implementation_name = ctx.attr.implementation_name,
            interpreter = interpreter,
            interpreter_path = ctx.attr.interpreter_path or None,
            interpreter_version_info = _version_info(version),
            pyc_tag = ctx.attr.pyc_tag or "{}-{}{}".format(
                ctx.attr.implementation_name,
                version.get("major", ""),
                version.get("minor", ""),
            ),
            python_version = ctx.attr.python_version,
            site_init_template = ctx.file.site_init_template,
            stage2_bootstrap_template = ctx.file.stage2_bootstrap_template,
            stub_shebang = ctx.attr.stub_shebang,
            supports_build_time_venv = ctx.attr.supports_build_time_venv,
            zip_main_template = None,
        ),
    ]

py_runtime = rule(
    implementation = _py_runtime_impl,
    attrs = {
        "abi_flags": attr.string(default = "<AUTO>"),
        "bootstrap_template": attr.label(
            allow_single_file = True,
            default = "//python/private/bootstrap:stage1",
        ),
        "files": attr.label_list(allow_files = True),
        "implementation_name": attr.string(default = "cpython"),
        "interpreter": attr.label(allow_files = True),
        "interpreter_path": attr.string(),
        "interpreter_version_info": attr.string_dict(default = {"major": "3", "minor": "11"}),
        "pyc_tag": attr.string(),
        "python_version": attr.string(default = "PY3", values = ["PY3"]),
        "site_init_template": attr.label(
            allow_single_file = True,
            default = "//python/private/bootstrap:site_init.tmpl",
        ),
        "stage2_bootstrap_template": attr.label(
            allow_single_file = True,
            default = "//python/private/bootstrap:stage2.tmpl",
        ),
        "stub_shebang": attr.string(default = "#!/usr/bin/env python3"),
        "supports_build_time_venv": attr.bool(default = True),
    },
    provides = [PyRuntimeInfo],
)

def _py_runtime_pair_impl(ctx):
    return [platform_common.ToolchainInfo(
        py2_runtime = None,
        py3_runtime = ctx.attr.py3_runtime[PyRuntimeInfo] if ctx.attr.py3_runtime else None,
    )]

py_runtime_pair = rule(
    implementation = _py_runtime_pair_impl,
    attrs = {
        "py2_runtime": attr.label(),
        "py3_runtime": attr.label(providers = [PyRuntimeInfo]),
    },
)
