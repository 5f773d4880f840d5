"""The rule `tar_runfiles`: its attributes, actions and outputs."""

load("@rules_python//python:py_runtime_info.bzl", "PyRuntimeInfo")
load(":compat.bzl", "repo_mapping_manifest")
load(":image_config.bzl", "write_direct_image_config", "write_image_config")
load(":launchers.bzl", "linked_launchers", "native_launchers")
load(":layer_action.bzl", "LAYER_PACKER_ATTRS", "declare_layer")
load(":layer_groups.bzl", "placement_by_groups")
load(":layer_plan.bzl", "placement_by_plan")
load(":layer_settings.bzl", "LAYER_SETTINGS_ATTRS", "pack_options", "settings_of")
load(":layering_findings.bzl", "layering_findings")
load(":layers.bzl", "assign_layers", "limit_layers")
load(":platform.bzl", "PLATFORM_ATTRS", "platform_transition")
load(":precompile.bzl", "PRECOMPILE_ATTRS", "declare_bytecode", "has_links_to_modules")
load(":programs.bzl", "check_entrypoints", "own_root", "programs_of")
load(":providers.bzl", "LayerPlanInfo", "LayerSettingsInfo", "TarRunfilesInfo")
load(":python_start.bzl", "python_start", "python_start_of")
load(":runfiles_tree.bzl", "runfiles_tree")
load(":sbom.bzl", "write_sbom")
load(":shared_layers.bzl", "offers_of", "shared_layer", "shared_layers")
load(":verification.bzl", "verify_layers")

def _tar_runfiles_impl(ctx):
    programs = programs_of(ctx)
    settings = settings_of(ctx.attr, ctx.attr._layer_settings[LayerSettingsInfo].settings)
    root = settings.runfiles_root or own_root(programs[0])
    check_entrypoints(programs, root, ctx.attr.launcher)

    binaries = [program.binary for program in programs]
    tree = runfiles_tree(
        [binary[DefaultInfo] for binary in binaries],
        ctx.workspace_name,
        exclude = settings.exclude,
        repo_mapping = _merged_repo_mapping(ctx, binaries),
    )
    placement = _placement(ctx, tree, settings, binaries)
    entries = assign_layers(tree, placement, ctx.workspace_name)
    if not ctx.attr.layer_plan:
        entries = limit_layers(entries, placement.order, settings.max_layers)

    starts = {program.entrypoint: python_start_of(program.binary, tree) for program in programs}
    launchers = _launchers(ctx, programs, starts, root)
    bytecode = declare_bytecode(ctx, entries, tree, root, settings, binaries)
    layers = _declare_layers(ctx, entries, placement.home, root, settings, programs, launchers, bytecode)
    is_only_one = len(programs) == 1
    image_configs = {program.entrypoint: write_image_config(ctx, program, settings, is_only_one) for program in programs}
    direct_image_configs = {
        program.entrypoint: write_direct_image_config(ctx, program, starts[program.entrypoint], settings, is_only_one)
        for program in programs
        if starts[program.entrypoint]
    }
    report = _write_report(ctx, layers)
    sbom = write_sbom(ctx, layers, settings.mtime)
    findings = layering_findings(placement, entries.keys(), bool(ctx.attr.layer_groups))
    verification = verify_layers(ctx, layers, tree, root, settings, findings)
    return _providers(ctx, layers, programs, image_configs, direct_image_configs, report, sbom, verification, bytecode)

def _merged_repo_mapping(ctx, binaries):
    """The mapping of repositories: of one binary its own, of several all lines of each; None where they have none."""
    mappings = [repo_mapping_manifest(binary[DefaultInfo].files_to_run) for binary in binaries]
    mappings = [mapping for mapping in mappings if mapping]
    if len(mappings) < 2:
        return mappings[0] if mappings else None
    output = ctx.actions.declare_file(ctx.label.name + ".repo_mapping")
    args = ctx.actions.args()
    args.add("merge_repo_mappings")
    args.add("--output", output)
    args.add_all(mappings)
    ctx.actions.run(
        mnemonic = "MergeRepoMappings",
        progress_message = "Merging the repository mappings of %{label}",
        executable = ctx.executable._layer_packer,
        arguments = [args],
        inputs = mappings,
        outputs = [output],
        toolchain = None,
    )
    return output

def _placement(ctx, tree, settings, binaries):
    if ctx.attr.layer_plan:
        if ctx.attr.layer_groups or ctx.attr.max_layers:
            fail("layer_plan: with a plan, layer_groups and max_layers have no meaning; remove them or the plan")
        placement = placement_by_plan(ctx.attr.layer_plan[LayerPlanInfo], ctx.workspace_name)
    else:
        placement = placement_by_groups(
            tree,
            settings.layer_groups,
            [file for binary in binaries for file in _interpreter_files(binary)],
            [binary.label.repo_name for binary in binaries],
            ctx.workspace_name,
        )
    for name in ctx.attr.layer_compression:
        if name not in placement.order:
            fail("layer_compression: there is no layer \"{}\", but {}".format(name, ", ".join(placement.order)))
    return placement

def _interpreter_files(binary):
    """The files of the binary's Python; none for one that the image must bring (`interpreter_path`) and for other languages."""
    if PyRuntimeInfo not in binary or not binary[PyRuntimeInfo].files:
        return []
    return binary[PyRuntimeInfo].files.to_list()

def _launchers(ctx, programs, starts, root):
    if ctx.attr.launcher == "native":
        return native_launchers(ctx, ctx.executable._native_launcher, programs, starts, root)
    return linked_launchers(programs, root, ctx.workspace_name)

def _declare_layers(ctx, entries, home, root, settings, programs, launchers, bytecode):
    offers = offers_of([program.binary for program in programs])
    layers = []
    linkable = []
    for name, layer in entries.items():
        options = pack_options(settings, name)
        if name != home:
            shared = None if bytecode else shared_layer(offers, name, layer, root, options, settings.exclude)
            if shared:
                layers.append(shared)
                continue
        own_bytecode = bytecode.get(name)
        if own_bytecode:
            linkable.append(own_bytecode.manifest)
        layers.append(declare_layer(
            ctx,
            name,
            "{}.{}".format(ctx.label.name, name),
            layer,
            root,
            options,
            settings.exclude,
            launchers = launchers if name == home else None,
            executables = [program.executable for program in programs],
            bytecode = own_bytecode,
            linkable = list(linkable) if has_links_to_modules(layer) else [],
        ))
    return layers

def _write_report(ctx, layers):
    """Declares the table of the layers, and the page that explains them: [`File`]."""
    table = ctx.actions.declare_file(ctx.label.name + ".report.txt")
    page = ctx.actions.declare_file(ctx.label.name + ".report.html")
    args = ctx.actions.args()
    args.add("report")
    args.add("--output", table)
    args.add("--html", page)
    args.add("--title", "//{}:{}".format(ctx.label.package, ctx.label.name))
    for layer in layers:
        args.add_all("--layer", [layer.name, layer.listing, layer.descriptor])
    ctx.actions.run(
        mnemonic = "ReportLayers",
        progress_message = "Reporting the layers of %{label}",
        executable = ctx.executable._layer_packer,
        arguments = [args],
        inputs = [layer.listing for layer in layers] + [layer.descriptor for layer in layers],
        outputs = [table, page],
        toolchain = None,
    )
    return [table, page]

def _providers(ctx, layers, programs, image_configs, direct_image_configs, report, sbom, verification, bytecode):
    tars = [layer.tar for layer in layers]
    listings = [layer.listing for layer in layers]
    return [
        # The layers only, in order: rules_oci and rules_img take every file for a layer.
        DefaultInfo(files = depset(tars), runfiles = ctx.runfiles(tars)),
        TarRunfilesInfo(
            direct_image_config = direct_image_configs.get(programs[0].entrypoint),
            direct_image_configs = direct_image_configs,
            image_config = image_configs[programs[0].entrypoint],
            image_configs = image_configs,
            launcher = ctx.attr.launcher,
            layers = layers,
        ),
        OutputGroupInfo(
            # Bazel makes this group whatever is built, so that an unsound tree fails the build.
            _validation = depset([verification]),
            bytecode_reports = depset([each.report for each in bytecode.values()]),
            descriptors = depset([layer.descriptor for layer in layers]),
            direct_image_config = depset(direct_image_configs.values()),
            facts = depset([layer.facts for layer in layers]),
            image_config = depset(image_configs.values()),
            listings = depset(listings),
            manifests = depset([layer.manifest for layer in layers]),
            report = depset(report),
            sbom = depset(sbom),
            tarballs = depset(tars),
            **{layer.name: depset([layer.tar]) for layer in layers}
        ),
    ]

def _native_launcher_default(launcher):
    """Only who uses it needs a C++ toolchain for the platform of the image."""
    return Label("//private/launcher") if launcher == "native" else None

_ATTRS = {
    "entrypoint": attr.string(
        default = "entrypoint",
        doc = "Path in the image that starts `py_binary`, such as `entrypoint` or `/usr/bin/app`; `launcher` says what is there. The " +
              "directories above it are the image's: no layer has an entry for them.",
    ),
    "launcher": attr.string(
        default = "rules_python",
        doc = """What the entry points are.

`rules_python`: links to the launchers that rules_python made. Those need `bash` and `env` in the image, or a `python3` on its `PATH`, as
`bootstrap_impl` has it, and do not start through a further link that is relative (bash).

`native`: programs (C++, static, below 1 MiB) that start the packaged interpreter as those launchers would, and need nothing in the image
but what the interpreter needs; they start through links of any kind. Beside each is `<entrypoint>.launch`, which says what it starts, also
the `env` of the binary, for variables that the image leaves unset. They are compiled for the platform of the image, so the build needs a
C++ toolchain for it that can link statically (with GCC on Debian: libc6-dev has what it takes); without one the build fails and Bazel names
the toolchain type. The platform has to be a Linux. Only a `py_binary` starts so.""",
        values = [
            "native",
            "rules_python",
        ],
    ),
    "layer_plan": attr.label(
        doc = "A target that says which entry goes to which layer, in place of `layer_groups` and `max_layers`: an adapter of another " +
              "ruleset's layers.",
        providers = [LayerPlanInfo],
    ),
    "py_binaries": attr.label_keyed_string_dict(
        aspects = [
            python_start,
            shared_layers,
        ],
        cfg = "target",
        doc = """Several binaries in one runfiles tree, each with the path in the image that starts it: `{":server": "bin/server",
":worker": "bin/worker"}`. What they share is there once. They must not disagree about a path: such a pair fails, and goes into two
`tar_runfiles`. The runfiles lie in `runfiles_root`, by default beside the first entry point;
beside an entry point where they are not, `<entrypoint>.runfiles` is a link to them, for launchers look there.""",
    ),
    "py_binary": attr.label(
        aspects = [
            python_start,
            shared_layers,
        ],
        cfg = "target",
        doc = "The binary to pack: a `py_binary` of rules_python, or any other executable target.",
        executable = True,
    ),
    "_layer_settings": attr.label(
        default = Label("//private:layer_settings"),
        providers = [LayerSettingsInfo],
    ),
    "_native_launcher": attr.label(
        cfg = "target",
        default = _native_launcher_default,
        executable = True,
    ),
}

tar_runfiles = rule(
    implementation = _tar_runfiles_impl,
    attrs = _ATTRS | LAYER_SETTINGS_ATTRS | LAYER_PACKER_ATTRS | PLATFORM_ATTRS | PRECOMPILE_ATTRS,
    cfg = platform_transition,
    doc = """Packs the runfiles of a binary into layers for an OCI image.

The layers together are the runfiles tree that Bazel would make, and `<entrypoint>`, which starts the binary. They are, bottom to
top, most stable first: `interpreter` (the binary's Python), `nvidia` (the distributions `nvidia-*`), `torch` (`torch` and `triton`),
`external` (whatever else comes from other repositories) and `main` (the binary's own repository, links, the launcher); `layer_groups`
changes that. A layer without entries is not made. An action reads only the files of its own layer (on Bazel 7 that of `main` also the
generated files that its links name, for only the disk can tell there whether they are links themselves).

The target's files are the layers, `<name>.<layer>.tar` (`.tar.gz`, `.tar.zst`), in order, for `oci_image(tars = [...])` of rules_oci and
`image_manifest(layers = [...])` of rules_img. A layer that a wheel's repository made for the whole workspace (`layer_settings`) is
`<distribution>.<target>.tar` there.

Output groups: `tarballs` (the layers), `listings` (`<name>.<layer>.mtree`: mtree(5), what each layer holds), `descriptors`
(`<name>.<layer>.json`: OCI descriptor and diffID), `facts` (`<name>.<layer>.facts.jsonl`: what each program, library and script needs, and
what installed distributions say of themselves), `manifests` (what each layer was asked to hold), `image_config` (`<name>.config.json`, or
one a binary), `direct_image_config` (`<name>.direct.config.json`, likewise; see `TarRunfilesInfo`), `report` (`<name>.report.txt`: a table
of the layers; `<name>.report.html`: a page that shows what takes the room, what is there twice, and what a change pushes), `sbom`
(`<name>.spdx.json`, `<name>.cdx.json`: the distributions and the interpreter in each layer, with versions, package URLs and licenses, as
SPDX 2.3 and CycloneDX 1.6), `bytecode_reports` (`<name>.<layer>.bytecode.txt`: with `precompile`, how many modules were compiled, and why
others were not), and one named after each layer, with its tar.

Whatever is built, Bazel checks the layers too (output group `_validation`; `--norun_validations` turns that off). It reads listings,
manifests and facts, never a layer. The build fails for paths in two layers, whiteouts, links that lead out of the tree or in a circle, links of
the rule's own that dangle, more layers than an image takes, and extension modules for another machine than the interpreter's. It warns of
libraries and interpreters that programs, libraries and scripts need and nothing brings (see `base_libraries`), of raw links that dangle, of files that others of the same path
kept out of the tree, of distributions that come twice, and of groups that do not do what they seem to: patterns that match nothing,
distributions that two groups claim, wheels in `interpreter` or `main`. `<name>.verification.txt` has all findings, absolute links among
them: the image has to bring what these name.

Provides `TarRunfilesInfo`.""",
    provides = [TarRunfilesInfo],
)
