"""The action that checks whether the layers of a binary are one sound tree."""

def verify_layers(ctx, layers, tree, root, settings, layering):
    """Declares the action. It reads what is said about the layers, never a layer.

    Args:
        ctx: the rule's context.
        layers: the layers, bottom to top: structs with `name`, `listing`, `manifest`, `facts`.
        tree: what `runfiles_tree` returns.
        root: where RF is in the layers, such as `entrypoint.runfiles`.
        settings: of `settings_of`.
        layering: of `layering_findings`.

    Returns:
        `File`, a text with a line for each finding. The action fails if one of them is an error, and shows the others.
    """
    output = ctx.actions.declare_file(ctx.label.name + ".verification.txt")
    inputs = [layer.listing for layer in layers] + [layer.manifest for layer in layers]
    args = ctx.actions.args()
    args.add("verify")
    args.add("--output", output)
    args.add("--root", root)
    for layer in layers:
        args.add_all("--layer", [layer.name, layer.listing, layer.manifest])
    if settings.elf_check != "none":
        inputs += [layer.facts for layer in layers]
        args.add_all([layer.facts for layer in layers], before_each = "--facts")
        args.add_all(settings.base_libraries, before_each = "--base-library")
        args.add_all(settings.base_interpreters, before_each = "--base-interpreter")
        if settings.elf_check == "error":
            args.add("--elf-errors")
    if layering:
        findings = ctx.actions.declare_file(ctx.label.name + ".layering.jsonl")
        ctx.actions.write(findings, "".join([json.encode(finding) + "\n" for finding in layering]))
        inputs.append(findings)
        args.add("--findings", findings)
    if tree.overridden or tree.obscured:
        conflicts = ctx.actions.declare_file(ctx.label.name + ".conflicts.jsonl")
        _write_conflicts(ctx, conflicts, tree, root)
        inputs.append(conflicts)
        args.add("--conflicts", conflicts)
    ctx.actions.run(
        mnemonic = "VerifyLayers",
        progress_message = "Verifying the layers of %{label}",
        executable = ctx.executable._layer_packer,
        arguments = [args],
        inputs = inputs,
        outputs = [output],
        toolchain = None,
    )
    return output

def _write_conflicts(ctx, output, tree, root):
    """Declares the action that writes what no layer can tell: JSON lines, one for each file that was dropped."""
    lines = ctx.actions.args()
    lines.set_param_file_format("multiline")
    lines.add_all(
        tree.overridden,
        allow_closure = True,
        map_each = lambda conflict: _conflict_line(root, conflict[0], dropped = conflict[1], kept = conflict[2]),
    )
    lines.add_all(
        tree.obscured,
        allow_closure = True,
        map_each = lambda conflict: _conflict_line(root, conflict[0], dropped = conflict[1], below = conflict[2], kept = conflict[3]),
    )
    ctx.actions.write(output, lines)

def _conflict_line(root, path, dropped, kept, below = None):
    line = {"path": root + "/" + path}
    if below:
        line["below"] = root + "/" + below
    for key, file in {"dropped": dropped, "kept": kept}.items():
        line[key] = file.path
        if not file.is_source:
            # The path of a source file tells its label by itself.
            line[key + "_label"] = str(file.owner)
    return json.encode(line)
