"""The rule `with_runfiles_groups`: a py_binary that has runfiles groups."""

load("@rules_python//python:py_executable_info.bzl", "PyExecutableInfo")
load("@rules_python//python:py_runtime_info.bzl", "PyRuntimeInfo")
load("@rules_runfiles_group//runfiles_group:lib.bzl", "runfiles_groups")
load("@rules_runfiles_group//runfiles_group:providers.bzl", "RunfilesGroupInfo")
load(":python_groups.bzl", "APP_GROUP", "python_runfiles_groups")

# Of the binary, for whoever packs it.
_FORWARDED = [PyExecutableInfo, PyRuntimeInfo, RunEnvironmentInfo]

def _with_runfiles_groups_impl(ctx):
    binary = ctx.attr.binary

    # Bazel wants the executable of a rule to be its own.
    executable = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.symlink(output = executable, target_file = ctx.executable.binary, is_executable = True)
    groups = binary[RunfilesGroupInfo]
    home = groups.executable_group or APP_GROUP
    return [
        DefaultInfo(
            executable = executable,
            files = depset([executable]),
            runfiles = ctx.runfiles([executable]).merge(binary[DefaultInfo].default_runfiles),
        ),
        RunfilesGroupInfo(
            entries = runfiles_groups.entries(
                # Joins the group of that name.
                direct = [runfiles_groups.entry(name = home, content = depset([executable]))],
                transitive = [groups.entries],
            ),
            executable_group = home,
        ),
    ] + [binary[info] for info in _FORWARDED if info in binary]

with_runfiles_groups = rule(
    implementation = _with_runfiles_groups_impl,
    attrs = {
        "binary": attr.label(
            aspects = [python_runfiles_groups],
            cfg = "target",
            doc = "A `py_binary` of rules_python.",
            executable = True,
            mandatory = True,
            providers = [PyRuntimeInfo],
        ),
    },
    doc = """A `py_binary` with runfiles groups, for packagers that understand `RunfilesGroupInfo`: `layer_from_binary` and
`image_from_binary` of rules_img, `runfiles_group_layers`.

The same program, with a copy of the launcher under this target's name; see `python_runfiles_groups` for the groups. It asks for no
flag: whoever names such a target wants groups. `args` and `aspect_hints` are its own, the environment is the binary's.""",
    executable = True,
    provides = [RunfilesGroupInfo],
)
