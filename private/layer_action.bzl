"""The action that packs one layer."""

load(":layers.bzl", "input_files")
load(":manifest.bzl", "write_manifest")

# Threads that an action works with. They do not change its bytes, but they are in its command line, which must be the same on every
# machine for caches to know it.
_JOBS = {"gzip": 4, "none": 2, "zstd": 4}

_EXTENSIONS = {"gzip": ".tar.gz", "none": ".tar", "zstd": ".tar.zst"}

LAYER_PACKER_ATTRS = {
    "_layer_packer": attr.label(
        cfg = "exec",
        default = Label("//private/engine:layer_packer"),
        executable = True,
    ),
}

def declare_layer(ctx, name, base, entries, root, options, exclude, launchers = None, executables = [], bytecode = None, linkable = []):
    """Declares the actions of one layer. Their inputs are its own files, so that a change elsewhere does not rerun them.

    Args:
        ctx: of a rule or aspect with `LAYER_PACKER_ATTRS`.
        name: of the layer.
        base: what the names of its files begin with.
        entries: the layer, as `assign_layers` returns it.
        root: where RF is in the layer, such as `entrypoint.runfiles`.
        options: of `pack_options`.
        exclude: [pattern] of paths below RF to leave out of tree artifacts.
        launchers: of `launchers.bzl`, further entries; None for none.
        executables: [`File`], of the binaries: executable whatever their content.
        bytecode: of the layer, see `declare_bytecode`; None for none.
        linkable: [`File`], manifests of bytecode: links to these modules get one to the bytecode beside them.

    Returns:
        A struct, as in `TarRunfilesInfo.layers`.
    """
    layer = struct(
        name = name,
        tar = ctx.actions.declare_file(base + _EXTENSIONS[options.compression]),
        manifest = ctx.actions.declare_file(base + ".manifest.jsonl"),
        listing = ctx.actions.declare_file(base + ".mtree"),
        descriptor = ctx.actions.declare_file(base + ".json"),
        facts = ctx.actions.declare_file(base + ".facts.jsonl"),
    )
    extra = (launchers.entries if launchers else []) + (bytecode.entries if bytecode else [])
    write_manifest(ctx, layer.manifest, entries, root, extra, executables, exclude)

    args = ctx.actions.args()
    args.add("--manifest", layer.manifest)
    args.add("--output", layer.tar)
    args.add("--listing", layer.listing)
    args.add("--descriptor", layer.descriptor)
    args.add("--facts", layer.facts)
    args.add_all(linkable, before_each = "--bytecode")
    _add_options(args, options)
    ctx.actions.run(
        mnemonic = "PackLayer",
        progress_message = "Packing layer {} of %{{label}}".format(name),
        executable = ctx.executable._layer_packer,
        arguments = [args],
        inputs = depset(
            [layer.manifest] + input_files(entries) + linkable +
            (launchers.files if launchers else []) +
            ([bytecode.tree] if bytecode else []),
        ),
        outputs = [layer.tar, layer.listing, layer.descriptor, layer.facts],
        resource_set = _for_copying if options.compression == "none" else _for_compressing,
        toolchain = None,
    )
    return layer

# What Bazel is told to set aside: processors for `_JOBS` threads, and about the memory (MiB) that they take. A layer of few files is
# mostly packed sooner than a second processor would be free, and there are many of such.
def _for_copying(_os, inputs):
    return {"cpu": 1 if inputs < 200 else 2, "memory": 64}

def _for_compressing(_os, _inputs):
    return {"cpu": 4, "memory": 128}

def _add_options(args, options):
    args.add("--owner", "{}:{}".format(options.owner, options.group))
    args.add("--mtime", options.mtime)
    args.add("--jobs", _JOBS[options.compression])
    if options.group_as_owner:
        args.add("--group-as-owner")
    if options.compression != "none":
        args.add("--compression", options.compression)
    if options.level != -1:
        args.add("--compression-level", options.level)
    if not options.hardlinks:
        args.add("--no-hardlinks")
