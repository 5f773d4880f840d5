"""Tests that the layers of a binary are the runfiles tree that Bazel makes of it."""

load("@rules_python//python:py_test.bzl", "py_test")
load("//:defs.bzl", "tar_runfiles")
load(":directory_test.bzl", "directory_test")
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

def union_test(
        name,
        binary = None,
        compare = True,
        expect = {},
        entrypoint = "entrypoint",
        layers = None,
        precompiled = False,
        py_binaries = {},
        runfiles_root = ""):
    """Compares the layers of a binary, or of several, with Bazel's own runfiles trees.

    For one binary `…_directory_test` shows that `pkg_pyvenv layers` makes the same layers of the tree on disk.

    Args:
        name: of the test.
        binary: an executable target.
        compare: whether to ask Bazel for its tree at all; without, only `expect` is checked.
        expect: {path below the root of the runfiles: "file" | "empty" | "directory" | "absent" | "link TEXT"}: what must be in the
            layers where the comparison leaves a choice.
        entrypoint: as of `tar_runfiles`.
        layers: a `tar_runfiles` target with these, if there is one already.
        precompiled: whether these have bytecode that Bazel's tree, and so the directory, has not.
        py_binaries: as of `tar_runfiles`, in place of `binary` and `entrypoint`.
        runfiles_root: as of `tar_runfiles`.
    """
    if not layers:
        layers = name + "_layers"
        tar_runfiles(
            name = layers,
            testonly = True,
            entrypoint = entrypoint,
            py_binaries = py_binaries,
            py_binary = binary,
            runfiles_root = runfiles_root,
        )
    entrypoints = py_binaries or {binary: entrypoint}
    if compare and binary and not precompiled and not runfiles_root:
        directory_test(
            name = name.removesuffix("_test") + "_directory_test",
            binary = binary,
            entrypoint = entrypoint.removeprefix("/"),
            layers = layers,
        )
    snapshots = []
    for i, label in enumerate(entrypoints if compare else []):
        snapshots.append("{}_snapshot{}".format(name, i or ""))
        _runfiles_snapshot(
            name = snapshots[-1],
            testonly = True,
            binary = label,
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
        args = ["--entrypoint=" + path.removeprefix("/") for path in entrypoints.values()] + [
                   "--expect=$(rootpath :%s_expect)" % name,
                   "$(rootpaths %s)" % layers,
               ] + ["--snapshot=$(rootpath :%s)" % snapshot for snapshot in snapshots] +
               (["--runfiles-root=" + runfiles_root.removeprefix("/")] if runfiles_root else []) +
               (["--precompiled"] if precompiled else []),
        data = [
            layers,
            name + "_expect",
        ] + snapshots,
        main = Label("//tests/runfiles:check_union.py"),
    )
