"""What the image starts: the entry points, and what launchers take for granted."""

load(":programs.bzl", "launch_file", "own_root")
load(":python_start.bzl", "start_variables")
load(":runfiles_paths.bzl", "relative_link", "runfiles_path")

def linked_launchers(programs, root, workspace_name):
    """Entry points that are links to the launchers that rules_python made.

    Args:
        programs: structs with `entrypoint` and `executable`.
        root: where RF is in the image.
        workspace_name: `ctx.workspace_name`.

    Returns:
        struct(entries = [dict], lines of a manifest with whole paths; files = [`File`] that these name)
    """
    entries = _common_entries(programs, root, workspace_name)
    for program in programs:
        entries.append(_link(program.entrypoint, root + "/" + runfiles_path(program.executable.short_path, workspace_name)))
    return struct(entries = entries, files = [])

def native_launchers(ctx, launcher, programs, starts, root):
    """Entry points that are programs; `private/launcher/launcher.cc` says what they do, and documents the files beside them.

    Args:
        ctx: the rule's context.
        launcher: `File`, the program.
        programs: structs with `binary` and `entrypoint`.
        starts: {entry point: `PythonStartInfo` or None}
        root: where RF is in the image.

    Returns:
        As `linked_launchers`.
    """
    entries = _common_entries(programs, root, ctx.workspace_name)
    files = [launcher]
    for program in programs:
        start = starts[program.entrypoint]
        if not start:
            fail(("launcher = \"native\": {} is no py_binary with a bootstrap in Python whose interpreter and bootstrap are in its " +
                  "runfiles; use launcher = \"rules_python\"").format(program.binary.label))
        records = ctx.actions.declare_file("{}.launch/{}".format(ctx.label.name, program.entrypoint))
        ctx.actions.write(records, "".join([record + "\0" for record in _records(program.binary, start)]))
        files.append(records)
        entries.append({"executable": True, "path": program.entrypoint, "source": launcher.path, "type": "file"})
        entries.append({"path": launch_file(program), "source": records.path, "type": "file"})
    return struct(entries = entries, files = files)

def _common_entries(programs, root, workspace_name):
    entries = [{"path": root + "/" + workspace_name, "type": "directory"}]

    # Launchers look beside themselves first; bash ones find no other runfiles through a relative link.
    return entries + [_link(own_root(program), root) for program in programs if own_root(program) != root]

def _link(path, target):
    return {"path": path, "target": relative_link(path, target), "type": "link"}

def _records(binary, start):
    return (
        ["{} {}".format("argument" if start.interpreter.startswith("/") else "runfile", start.interpreter)] +
        ["argument " + argument for argument in start.interpreter_args] +
        ["runfile " + start.stage2] +
        ["variable {}={}".format(name, value) for name, value in sorted(start_variables(binary).items())]
    )
