"""Tests that the layers of a binary are the runfiles tree that Bazel makes of it."""

load("@rules_python//python:py_test.bzl", "py_test")
load("//:defs.bzl", "tar_runfiles")
load(":odd.bzl", "written")

def _runfiles_snapshot_impl(ctx):
    binary = ctx.attr.binary[DefaultInfo].files_to_run
    short_path = binary.executable.short_path
    output = ctx.actions.declare_file(ctx.label.name + ".json")
    args = ctx.actions.args()
    args.add("--executable", short_path[3:] if short_path.startswith("../") else ctx.workspace_name + "/" + short_path)
    args.add("--output", output)
    args.add("--package-path", "tests/runfiles/snapshot.py")
    args.add("--tree", binary.executable.path + ".runfiles")
    args.add("--workspace-name", ctx.workspace_name)

    # As a tool of an action outside the sandbox the binary gets its runfiles tree on disk, whole and up to date.
    ctx.actions.run(
        mnemonic = "SnapshotRunfiles",
        executable = ctx.executable._snapshot,
        arguments = [args],
        tools = [binary],
        outputs = [output],
        execution_requirements = {"local": "1"},
        toolchain = None,
    )
    return DefaultInfo(files = depset([output]))

_runfiles_snapshot = rule(
    implementation = _runfiles_snapshot_impl,
    attrs = {
        "binary": attr.label(
            cfg = "target",
            executable = True,
            mandatory = True,
        ),
        "_snapshot": attr.label(
            cfg = "exec",
            default = Label("//tests/runfiles:snapshot"),
            executable = True,
        ),
    },
)

def union_test(name, binary, compare = True, expect = {}, entrypoint = "entrypoint", layers = None):
    """Compares the layers of a binary with Bazel's own runfiles tree.

    Args:
        name: of the test.
        binary: an executable target.
        compare: whether to ask Bazel for its tree at all; without, only `expect` is checked.
        expect: {path below the root of the runfiles: "file" | "empty" | "directory" | "absent" | "link TEXT"}: what must be in the
            layers where the comparison leaves a choice.
        entrypoint: as of `tar_runfiles`.
        layers: a `tar_runfiles` target with the two, if there is one already.
    """
    if not layers:
        layers = name + "_layers"
        tar_runfiles(
            name = layers,
            testonly = True,
            entrypoint = entrypoint,
            py_binary = binary,
        )
    snapshots = [name + "_snapshot"] if compare else []
    for snapshot in snapshots:
        _runfiles_snapshot(
            name = snapshot,
            testonly = True,
            binary = binary,
        )
    written(
        name = name + "_expect",
        testonly = True,
        content = json.encode(expect),
    )
    py_test(
        name = name,
        size = "small",
        srcs = [Label("//tests/runfiles:check_union.py")],
        args = [
            "--entrypoint=" + entrypoint.removeprefix("/"),
            "--expect=$(rootpath :%s_expect)" % name,
            "$(rootpaths %s)" % layers,
        ] + ["--snapshot=$(rootpath :%s)" % snapshot for snapshot in snapshots],
        data = [
            layers,
            name + "_expect",
        ] + snapshots,
        main = Label("//tests/runfiles:check_union.py"),
    )
