"""The rule `tar_runfiles`: its attributes, actions and outputs."""

load("@rules_python//python:py_runtime_info.bzl", "PyRuntimeInfo")
load(":layer_groups.bzl", "DEFAULT_LAYER_GROUPS", "MAIN", "assign_layers", "input_files")
load(":manifest.bzl", "write_manifest")
load(":providers.bzl", "TarRunfilesInfo")
load(":runfiles_paths.bzl", "runfiles_path")
load(":runfiles_tree.bzl", "runfiles_tree")
load(":verification.bzl", "verify_layers")

def _tar_runfiles_impl(ctx):
    binary = ctx.attr.py_binary
    entrypoint = _checked_entrypoint(ctx.attr.entrypoint)
    executable = binary[DefaultInfo].files_to_run.executable

    tree = runfiles_tree(binary[DefaultInfo], ctx.workspace_name)
    groups = assign_layers(
        tree,
        DEFAULT_LAYER_GROUPS,
        _interpreter_files(binary),
        binary.label.repo_name,
        ctx.workspace_name,
    )
    layers = []
    for name, entries in groups.items():
        extra = _launcher_entries(entrypoint, executable, ctx.workspace_name) if name == MAIN else []
        layers.append(_declare_layer(ctx, name, entries, entrypoint + ".runfiles", extra, executable))
    image_config = _write_image_config(ctx, entrypoint, binary)
    report = _write_report(ctx, layers)
    verification = verify_layers(ctx, layers, tree, entrypoint + ".runfiles")
    return _providers(ctx, layers, image_config, report, verification)

def _checked_entrypoint(attribute):
    """The attribute as a path relative to the root of the image."""
    path = attribute.removeprefix("/")
    for part in path.split("/"):
        if part in ("", ".", "..") or part.startswith(".wh."):
            fail("entrypoint: \"{}\" is no path of a file in an image: write it like \"entrypoint\" or \"/usr/bin/app\"".format(attribute))
    return path

def _interpreter_files(binary):
    """The files of the binary's Python; none for one that the image must bring (`interpreter_path`) and for other languages."""
    if PyRuntimeInfo not in binary or not binary[PyRuntimeInfo].files:
        return []
    return binary[PyRuntimeInfo].files.to_list()

def _launcher_entries(entrypoint, executable, workspace_name):
    """What `main` holds for every binary: the way in, and the directory that launchers take for granted."""
    root = entrypoint + ".runfiles"
    launcher = "{}/{}".format(root.rpartition("/")[2], runfiles_path(executable.short_path, workspace_name))
    return [
        {"path": entrypoint, "target": launcher, "type": "link"},
        {"path": root + "/" + workspace_name, "type": "directory"},
    ]

def _declare_layer(ctx, name, entries, root, extra, executable):
    """Declares the actions of one layer. Their inputs are its own files, so that a change elsewhere does not rerun them."""
    base = "{}.{}".format(ctx.label.name, name)
    layer = struct(
        name = name,
        tar = ctx.actions.declare_file(base + ".tar"),
        manifest = ctx.actions.declare_file(base + ".manifest.jsonl"),
        listing = ctx.actions.declare_file(base + ".mtree"),
        descriptor = ctx.actions.declare_file(base + ".json"),
    )
    write_manifest(ctx, layer.manifest, entries, root, extra, executable)

    args = ctx.actions.args()
    args.add("--manifest", layer.manifest)
    args.add("--output", layer.tar)
    args.add("--listing", layer.listing)
    args.add("--descriptor", layer.descriptor)
    ctx.actions.run(
        mnemonic = "PackLayer",
        progress_message = "Packing layer {} of %{{label}}".format(name),
        executable = ctx.executable._layer_packer,
        arguments = [args],
        inputs = depset([layer.manifest] + input_files(entries)),
        outputs = [layer.tar, layer.listing, layer.descriptor],
        toolchain = None,
    )
    return layer

def _write_image_config(ctx, entrypoint, binary):
    """JSON for the image that the layers go into; keys as in the image-spec's configuration."""
    output = ctx.actions.declare_file(ctx.label.name + ".config.json")
    environment = binary[RunEnvironmentInfo].environment if RunEnvironmentInfo in binary else {}
    ctx.actions.write(output, json.encode_indent({
        "Entrypoint": ["/" + entrypoint],
        "Env": ["{}={}".format(key, value) for key, value in sorted(environment.items())],
        "WorkingDir": "/",
    }) + "\n")
    return output

def _write_report(ctx, layers):
    """Declares the table of the layers."""
    output = ctx.actions.declare_file(ctx.label.name + ".report.txt")
    args = ctx.actions.args()
    args.add("report")
    args.add("--output", output)
    for layer in layers:
        args.add_all("--layer", [layer.name, layer.listing, layer.descriptor])
    ctx.actions.run(
        mnemonic = "ReportLayers",
        progress_message = "Reporting the layers of %{label}",
        executable = ctx.executable._layer_packer,
        arguments = [args],
        inputs = [layer.listing for layer in layers] + [layer.descriptor for layer in layers],
        outputs = [output],
        toolchain = None,
    )
    return output

def _providers(ctx, layers, image_config, report, verification):
    tars = [layer.tar for layer in layers]
    listings = [layer.listing for layer in layers]
    return [
        # The layers only, in order: rules_oci and rules_img take every file for a layer.
        DefaultInfo(files = depset(tars), runfiles = ctx.runfiles(tars)),
        TarRunfilesInfo(layers = layers, image_config = image_config),
        OutputGroupInfo(
            # Bazel makes this group whatever is built, so that an unsound tree fails the build.
            _validation = depset([verification]),
            descriptors = depset([layer.descriptor for layer in layers]),
            image_config = depset([image_config]),
            listings = depset(listings),
            manifests = depset([layer.manifest for layer in layers]),
            report = depset([report]),
            tarballs = depset(tars),
            **{layer.name: depset([layer.tar]) for layer in layers}
        ),
    ]

tar_runfiles = rule(
    implementation = _tar_runfiles_impl,
    attrs = {
        "entrypoint": attr.string(
            default = "entrypoint",
            doc = "Path in the image that starts the binary, such as `entrypoint` or `/usr/bin/app`. Its runfiles lie beside it in " +
                  "`<entrypoint>.runfiles`. The directories above it are the image's: no layer has an entry for them.",
        ),
        "py_binary": attr.label(
            cfg = "target",
            doc = "The binary to pack: a `py_binary` of rules_python, or any other executable target.",
            executable = True,
            mandatory = True,
        ),
        "_layer_packer": attr.label(
            cfg = "exec",
            default = Label("//private/engine:layer_packer"),
            executable = True,
        ),
    },
    doc = """Packs the runfiles of a binary into layers for an OCI image.

The layers together are the runfiles tree that Bazel would make, and `<entrypoint>`, a link that starts the binary. They are, bottom to
top, most stable first: `interpreter` (the binary's Python), `nvidia` (the distributions `nvidia-*`), `torch` (`torch` and `triton`),
`external` (whatever else comes from other repositories) and `main` (the binary's own repository, links, the launcher). A layer without
entries is not made. An action reads only the files of its own layer (on Bazel 7 that of `main` also the generated files that its links
name, for only the disk can tell there whether they are links themselves).

The target's files are the layers, `<name>.<layer>.tar`, in order, for `oci_image(tars = [...])` of rules_oci and
`image_manifest(layers = [...])` of rules_img.

Output groups: `tarballs` (the layers), `listings` (`<name>.<layer>.mtree`: mtree(5), what each layer holds), `descriptors`
(`<name>.<layer>.json`: OCI descriptor and diffID), `manifests` (what each layer was asked to hold), `image_config`
(`<name>.config.json`), `report` (`<name>.report.txt`: a table of the layers), and one named after each layer, with its tar.

Whatever is built, Bazel checks the layers too (output group `_validation`; `--norun_validations` turns that off). It reads listings and
manifests, never a layer. The build fails for paths in two layers, whiteouts, links that lead out of the tree or in a circle, and links of
the rule's own that dangle. It warns of raw links that dangle, of files that others of the same path kept out of the tree, and of
distributions that come twice. `<name>.verification.txt` has all findings, absolute links among them: the image has to bring what these name.

Provides `TarRunfilesInfo`.""",
    provides = [TarRunfilesInfo],
)
