"""The action that writes which software is in the layers."""

def write_sbom(ctx, layers, mtime):
    """Declares the action. It reads what packing has found out, never a layer nor a wheel.

    Args:
        ctx: the rule's context.
        layers: the layers, bottom to top: structs with `name`, `facts`, `descriptor`.
        mtime: seconds since 1970, of the layers' files and so of the documents.

    Returns:
        [`File`]: an SPDX document and a CycloneDX document.
    """
    spdx = ctx.actions.declare_file(ctx.label.name + ".spdx.json")
    cyclonedx = ctx.actions.declare_file(ctx.label.name + ".cdx.json")
    args = ctx.actions.args()
    args.add("sbom")
    args.add("--spdx", spdx)
    args.add("--cyclonedx", cyclonedx)
    args.add("--name", "//{}:{}".format(ctx.label.package, ctx.label.name))
    args.add("--created", mtime)
    for layer in layers:
        args.add_all("--layer", [layer.name, layer.facts, layer.descriptor])
    ctx.actions.run(
        mnemonic = "DescribeSoftware",
        progress_message = "Listing the software in %{label}",
        executable = ctx.executable._layer_packer,
        arguments = [args],
        inputs = [layer.facts for layer in layers] + [layer.descriptor for layer in layers],
        outputs = [spdx, cyclonedx],
        toolchain = None,
    )
    return [spdx, cyclonedx]
