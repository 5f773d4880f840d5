"""What py_binary and py_test have in common."""

load("//python/private/venv:venv.bzl", "make_venv")
load(":attrs.bzl", "SOURCE_ATTRS")
load(":flags.bzl", "FlagInfo")
load(":paths.bzl", "under_runfiles")
load(":py_executable_info.bzl", "PyExecutableInfo")
load(":py_info.bzl", "PyInfo", "make_py_info")
load(":py_internal.bzl", "expand", "respect_legacy_external_runfiles", "with_empty_inits")
load(":py_runtime.bzl", "PyRuntimeInfo")
load(":sources.bzl", "import_directories", "python_sources")
load(":stages.bzl", "write_stage1", "write_stage2")

_TOOLCHAIN = Label("//python:toolchain_type")

_FLAGS = [
    str(Label("//python/config_settings:" + name))
    for name in [
        "bootstrap_impl",
        "python_version",
        "stand_in_links",
        "venvs_site_packages",
        "venvs_use_declare_symlink",
    ]
]

def _transition_impl(settings, attr):
    result = dict(settings)
    if attr.python_version not in ("", "PY2", "PY3"):
        result[_FLAGS[1]] = attr.python_version
    for label, value in attr.config_settings.items():
        if str(label) not in result:
            fail("config_settings: the stand-in knows only {}, not {}".format(", ".join(_FLAGS), label))
        result[str(label)] = value
    return result

_transition = transition(
    implementation = _transition_impl,
    inputs = _FLAGS,
    outputs = _FLAGS,
)

def _main_file(ctx):
    """The file to run, or None if main_module is to be run."""
    if ctx.attr.main_module:
        if ctx.attr.main:
            fail("Only one of main and main_module can be set")
        return None
    name = ctx.attr.main.label.name if ctx.attr.main else ctx.label.name + ".py"
    found = [file for file in ctx.files.srcs if ("/" + file.short_path).endswith("/" + name)]
    if len(found) != 1:
        fail("'{}' must match exactly one file of srcs, not {}; set 'main'".format(name, len(found)))
    return found[0]

def _interpreter_path(ctx, runtime):
    if runtime.interpreter:
        return under_runfiles(ctx.workspace_name, runtime.interpreter.short_path)
    return runtime.interpreter_path

def _wants_empty_inits(ctx):
    if ctx.attr.legacy_create_init == -1:
        return not ctx.fragments.py.default_to_explicit_init_py
    return bool(ctx.attr.legacy_create_init)

def _common_runfiles(ctx, sources, runtime):
    infos = [dep[PyInfo] for dep in ctx.attr.deps if PyInfo in dep]
    runfiles = ctx.runfiles(
        files = sources + ([runtime.interpreter] if runtime.interpreter else []),
        transitive_files = depset(transitive = (
            [info.transitive_sources for info in infos] +
            [info.transitive_implicit_pyc_source_files for info in infos] +
            ([runtime.files] if runtime.files else [])
        )),
        # Takes data_runfiles of data and default_runfiles of deps, as the real one does.
        collect_default = True,
    )
    return with_empty_inits(ctx, runfiles) if _wants_empty_inits(ctx) else runfiles

def _run_environment(ctx, inherited):
    return RunEnvironmentInfo(
        environment = {
            name: expand(ctx, "env[{}]".format(name), value, ctx.attr.data)
            for name, value in ctx.attr.env.items()
        },
        inherited_environment = inherited,
    )

def py_executable_impl(ctx, inherited_environment = []):
    """Implements py_binary and py_test.

    Args:
        ctx: the rule's context.
        inherited_environment: list of str, variables that a test inherits.

    Returns:
        list of providers.
    """
    runtime = ctx.toolchains[_TOOLCHAIN].py3_runtime
    interpreter_path = _interpreter_path(ctx, runtime)
    main = _main_file(ctx)
    sources = python_sources(ctx)
    imports = import_directories(ctx)
    all_imports = depset(
        imports,
        transitive = [dep[PyInfo].imports for dep in ctx.attr.deps if PyInfo in dep],
    )

    venv = make_venv(
        ctx,
        runtime = runtime,
        interpreter_path = interpreter_path,
        imports = all_imports,
        full = ctx.attr._bootstrap_impl[FlagInfo].value == "script",
        use_declare_symlink = ctx.attr._venvs_use_declare_symlink[FlagInfo].value == "yes",
    )
    executable = ctx.actions.declare_file(ctx.label.name)
    stage2 = write_stage2(ctx, runtime, venv, main)
    write_stage1(ctx, executable, stage2, runtime, venv, interpreter_path)

    common = _common_runfiles(ctx, sources, runtime)
    runfiles = common.merge(ctx.runfiles([executable, stage2] + venv.files)).merge(venv.runfiles)
    runfiles = respect_legacy_external_runfiles(ctx, runfiles)
    py_info = make_py_info(ctx, sources, imports)
    return [
        DefaultInfo(
            executable = executable,
            files = depset([executable] + sources),
            default_runfiles = runfiles,
            data_runfiles = runfiles,
        ),
        coverage_common.instrumented_files_info(
            ctx,
            source_attributes = ["srcs"],
            dependency_attributes = ["deps", "data"],
            extensions = ["py"],
        ),
        _run_environment(ctx, inherited_environment),
        PyExecutableInfo(
            build_data_file = None,
            interpreter_path = interpreter_path,
            main = main,
            runfiles_without_exe = common,
        ),
        runtime,
        py_info,
        OutputGroupInfo(
            compilation_outputs = py_info.transitive_sources,
            compilation_prerequisites_INTERNAL_ = py_info.transitive_sources,
        ),
    ]

_ATTRS = SOURCE_ATTRS | {
    "config_settings": attr.label_keyed_string_dict(),
    "env": attr.string_dict(),
    "interpreter_args": attr.string_list(),
    "legacy_create_init": attr.int(default = -1, values = [-1, 0, 1]),
    "main": attr.label(allow_single_file = True),
    "main_module": attr.string(),
    "python_version": attr.string(),
    "stamp": attr.int(default = -1, values = [-1, 0, 1]),
    "_allowlist_function_transition": attr.label(
        default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
    ),
    "_bootstrap_impl": attr.label(default = "//python/config_settings:bootstrap_impl"),
    "_venvs_use_declare_symlink": attr.label(
        default = "//python/config_settings:venvs_use_declare_symlink",
    ),
}

def executable_rule(implementation, attrs = {}, **kwargs):
    """Makes py_binary or py_test.

    Args:
        implementation: the rule's implementation.
        attrs: further attributes.
        **kwargs: `executable` or `test`.

    Returns:
        rule
    """
    return rule(
        implementation = implementation,
        attrs = _ATTRS | attrs,
        cfg = _transition,
        fragments = ["py", "bazel_py"],
        provides = [PyExecutableInfo, PyInfo, PyRuntimeInfo],
        toolchains = [_TOOLCHAIN],
        **kwargs
    )

def _py_binary_impl(ctx):
    return py_executable_impl(ctx)

def _py_test_impl(ctx):
    return py_executable_impl(ctx, ctx.attr.env_inherit)

_py_binary = executable_rule(_py_binary_impl, executable = True)
_py_test = executable_rule(_py_test_impl, {"env_inherit": attr.string_list()}, test = True)

def _with_int_legacy_create_init(kwargs):
    if type(kwargs.get("legacy_create_init")) == "bool":
        return kwargs | {"legacy_create_init": int(kwargs["legacy_create_init"])}
    return kwargs

def py_binary(name, **kwargs):
    """A Python program.

    Args:
        name: its name.
        **kwargs: attributes of the rule.
    """
    _py_binary(name = name, **_with_int_legacy_create_init(kwargs))

def py_test(name, **kwargs):
    """A Python test.

    Args:
        name: its name.
        **kwargs: attributes of the rule.
    """
    _py_test(name = name, **_with_int_legacy_create_init(kwargs))
