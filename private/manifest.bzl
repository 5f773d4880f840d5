"""A layer's entries -> its manifest, the file that tells `layer_packer` what to pack.

JSON lines, one entry each, in no particular order; `private/engine/tree/manifest.h` documents the keys.
"""

load(":compat.bzl", "is_raw_link")
load(":runfiles_paths.bzl", "relative_link", "runfiles_path")

def write_manifest(ctx, output, layer, root, extra = [], executables = [], exclude = []):
    """Declares the action that writes a manifest. Its lines are made when it runs, not held in memory.

    Args:
        ctx: the rule's context.
        output: `File` to write.
        layer: a layer as `assign_layers` returns it.
        root: where RF is in the layer, such as `entrypoint.runfiles`.
        extra: [dict], further entries, with whole paths.
        executables: [`File`], launchers: executable whatever their content.
        exclude: [pattern] of paths below RF to leave out of tree artifacts.
    """
    workspace_name = ctx.workspace_name
    launchers = {file: None for file in executables}
    in_trees = {"exclude": exclude, "exclude_base": root} if exclude else {}
    lines = ctx.actions.args()
    lines.set_param_file_format("multiline")

    # Each layer opens its own tree: the directories of its entries from here down, nothing above.
    lines.add_all([json.encode(entry) for entry in [{"path": root, "type": "directory"}] + extra])
    lines.add_all(
        layer.files,
        allow_closure = True,
        expand_directories = False,
        map_each = lambda file: _file_line(root + "/" + runfiles_path(file.short_path, workspace_name), file, launchers, in_trees),
    )
    lines.add_all(
        layer.copies,
        allow_closure = True,
        map_each = lambda copy: _file_line(root + "/" + copy[0], copy[1], launchers, in_trees),
    )
    lines.add_all(
        layer.links,
        allow_closure = True,
        map_each = lambda link: _link_line(root + "/" + link[0], relative_link(link[0], link[1]), link[2]),
    )
    lines.add_all(
        layer.empties,
        allow_closure = True,
        map_each = lambda path: json.encode({"path": root + "/" + path, "type": "empty"}),
    )
    lines.add_all(
        layer.excluded,
        allow_closure = True,
        map_each = lambda path: json.encode({"path": root + "/" + path, "type": "excluded"}),
    )
    ctx.actions.write(output, lines)

def _link_line(path, target, perhaps_raw_link):
    entry = {"path": path, "target": target, "type": "link"}
    if perhaps_raw_link:
        entry.update(label = str(perhaps_raw_link.owner), source = perhaps_raw_link.path, type = "file_or_raw_link")
    return json.encode(entry)

def _file_line(path, file, launchers, in_trees):
    entry = {"path": path, "source": file.path, "type": file_type(file)}
    if entry["type"] == "tree":
        entry.update(in_trees)
    if file in launchers:
        # What Bazel runs is a file, whatever made it.
        entry.update(executable = True, type = "file")
    if not file.is_source:
        # The path of a source file tells its label by itself.
        entry["label"] = str(file.owner)
    return json.encode(entry)

def file_type(file):
    """The `type` of a file's line.

    Args:
        file: a `File`.

    Returns:
        `tree`, `raw_link`, `file`, or `file_or_raw_link` where only the disk can tell which of the two.
    """
    if file.is_directory:
        return "tree"
    return {None: "file_or_raw_link", False: "file", True: "raw_link"}[is_raw_link(file)]
