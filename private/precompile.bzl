"""`precompile`: bytecode of a layer's modules, made by the Python that is packed.

One action a layer, `PrecompileLayer`, reads the modules of that layer alone, so that a change reruns those layers that it is in. It writes
a directory of `unchecked-hash` bytecode (PEP 552), which the layer's pack action takes beside the modules, and a manifest of what is in it.

Python looks for the bytecode of a module beside the path by which it came to the module. For a link to a single file that is beside the
link, so the pack action adds a link to the bytecode there. Only it can read the text of raw links; which of the modules have bytecode it
learns from the manifests, which stay the same when a module is edited. A layer is given those of itself and of the layers below it:
links lead from what changes to what is stable, and nothing above is to make a layer be packed again.
"""

load("@rules_python//python:py_runtime_info.bzl", "PyRuntimeInfo")
load(":compat.bzl", "is_raw_link")
load(":path_pattern.bzl", "matches_any_path", "parse_path_pattern")
load(":runfiles_paths.bzl", "runfiles_path")

PRECOMPILE_ATTRS = {
    "_precompile": attr.label(
        allow_single_file = True,
        default = Label("//private:precompile.py"),
    ),
}

# For Python nothing but these: it is the same wherever the action runs. The order of constant sets would depend on a random seed.
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "PYTHONSAFEPATH": "1",
    "PYTHONUTF8": "1",
}

# A program for another platform fails in many ways, none of which tells what to do.
_COMMAND = """
"$1" --version >/dev/null 2>&1 || {
  echo "error: precompile: \\"$1\\", the Python to be packed, does not run on the machine that builds: build for that machine's own" \
    "platform, or set precompile = \\"none\\"" >&2
  exit 1
}
exec "$@"
"""

def declare_bytecode(ctx, entries, tree, root, settings, binaries):
    """Declares the actions that compile the modules of layers, if the target or its workspace want that.

    A module is a file whose name ends in `.py`, also one in a tree artifact. Not so in a source directory: of that analysis does not know
    that it is one. What Python cannot compile, as templates and tests of wheels, is named in the report and left to itself.

    Args:
        ctx: of `tar_runfiles`, with `PRECOMPILE_ATTRS`.
        entries: the layers, as `assign_layers` returns them.
        tree: what `runfiles_tree` returns.
        root: where RF is in the layers.
        settings: of `settings_of`. What `exclude` matches has no bytecode, be it the module's path or that of its bytecode.
        binaries: [`Target`], whose Python compiles.

    Returns:
        {layer: struct}, without the layers that have no module; {} if nothing is wanted. A struct has `tree`, a directory to lay over RF;
        `manifest`, of what is in it; `report`, for people.
    """
    if settings.precompile == "none":
        return {}
    python = _packed_python(binaries, ctx.attr.precompile == "beside")
    if not python:
        return {}
    is_excluded = _exclusion(settings.exclude, python)
    claimed = _claimed_bytecode(tree)
    bytecode = {}
    for name, layer in entries.items():
        placed = [(runfiles_path(file.short_path, ctx.workspace_name), file) for file in layer.files] + layer.copies
        placed = [(path, file) for path, file in placed if _may_be_modules(file)]
        if placed:
            own_claims = [claim for path, _ in placed for claim in claimed.get(_bytecode_stem(path), [])]
            bytecode[name] = _declare_layer(ctx, name, root, placed, _modules(ctx, placed, root, is_excluded, own_claims), python)
    return bytecode

def _packed_python(binaries, is_own_wish):
    """The Python that is packed with the binaries, which alone knows what it will run.

    Args:
        binaries: [`Target`].
        is_own_wish: whether the target itself asks for bytecode, not the workspace for whichever binary can have it.

    Returns:
        `PyRuntimeInfo`; None where there is none and the wish was the workspace's. Fails for several ones.
    """
    runtimes = [binary[PyRuntimeInfo] for binary in binaries if PyRuntimeInfo in binary]
    packed = {runtime.interpreter: runtime for runtime in runtimes if runtime.interpreter}
    if len(packed) > 1:
        fail("precompile: the binaries have different Pythons, {}: pack them in a tar_runfiles each".format(
            " and ".join([str(interpreter.owner) for interpreter in packed]),
        ))
    if packed:
        return packed.values()[0]
    if is_own_wish and runtimes:
        fail("precompile: {} uses \"{}\", a Python that is not packed, and what that one will be is not known; set precompile = \"none\"".format(
            binaries[0].label,
            runtimes[0].interpreter_path,
        ))
    if is_own_wish:
        fail("precompile: {} is no program for Python; set precompile = \"none\"".format(binaries[0].label))
    return None

def _claimed_bytecode(tree):
    """Where the runfiles have bytecode of their own, such as that of rules_python's `precompile`: it stays.

    What is in a directory artifact is not among it: that the action of its layer sees.

    Returns:
        {path without `.<tag>.pyc`: [path]}
    """
    claimed = {}
    for kind in (tree.files, tree.links, tree.raw_links, tree.copies, tree.copy_links):
        for path in kind:
            if path.endswith(".pyc"):
                claimed.setdefault(path.removesuffix(".pyc").rpartition(".")[0], []).append(path)
    return claimed

def _bytecode_stem(module):
    """The path of a module's bytecode without `.<tag>.pyc`."""
    directory, slash, name = module.rpartition("/")
    return directory + slash + "__pycache__/" + name.removesuffix(".py")

def _declare_layer(ctx, name, root, placed, modules, python):
    base = "{}.{}.bytecode".format(ctx.label.name, name)
    tree = ctx.actions.declare_directory(base)
    bytecode = struct(
        tree = tree,
        entries = [{"label": str(ctx.label), "path": root, "source": tree.path, "type": "tree"}],
        manifest = ctx.actions.declare_file(base + ".jsonl"),
        report = ctx.actions.declare_file(base + ".txt"),
    )
    args = ctx.actions.args()
    args.add(python.interpreter)
    args.add_all(["-S", "-s", "-B", "-W", "ignore", ctx.file._precompile])
    args.add_all([bytecode.tree], expand_directories = False)
    args.add(bytecode.manifest)
    args.add(bytecode.report)
    ctx.actions.run_shell(
        mnemonic = "PrecompileLayer",
        progress_message = "Compiling the modules of layer {} of %{{label}}".format(name),
        command = _COMMAND,
        arguments = [args, modules],
        env = _ENVIRONMENT,
        inputs = depset([ctx.file._precompile] + [file for _, file in placed], transitive = [python.files]),
        outputs = [bytecode.tree, bytecode.manifest, bytecode.report],
        resource_set = _one_process,
        toolchain = None,
    )
    return bytecode

def _one_process(_os, _inputs):
    return {"cpu": 1, "memory": 128}

def _may_be_modules(file):
    return (file.extension == "py" or file.is_directory) and not is_raw_link(file)

def _exclusion(exclude, python):
    """A function that tells of a module's path whether that or its bytecode is left out."""
    patterns = [parse_path_pattern(pattern) for pattern in exclude]
    suffix = ".{}.pyc".format(python.pyc_tag)

    def is_excluded(path):
        if not patterns:
            return False
        return matches_any_path(patterns, path) or matches_any_path(patterns, _bytecode_stem(path) + suffix)

    return is_excluded

def _modules(ctx, placed, root, is_excluded, claimed):
    """The file that tells precompile.py what to compile; directories are looked into when the action runs."""

    def lines_of(item, expander):
        lines = []
        path, file = item
        for leaf in expander.expand(file):
            leaf_path = path + "/" + leaf.tree_relative_path if file.is_directory else path
            lines.extend(_lines_of_file(root, leaf_path, leaf, is_excluded))
        return lines

    lines = ctx.actions.args()
    lines.use_param_file("%s", use_always = True)
    lines.set_param_file_format("multiline")
    lines.add(root)
    lines.add_all(placed, allow_closure = True, map_each = lines_of)
    lines.add_all(claimed, allow_closure = True, map_each = lambda path: ["claimed", root + "/" + path, ""])
    return lines

def _lines_of_file(root, path, file, is_excluded):
    if "\n" in path or "\n" in file.path:
        # Only in tree artifacts. Nothing could import such a module.
        return []
    if path.endswith(".pyc"):
        return ["claimed", root + "/" + path, ""]
    if not path.endswith(".py") or is_excluded(path):
        return []
    return ["module_or_raw_link" if is_raw_link(file) == None else "module", root + "/" + path, file.path]

def has_links_to_modules(entries):
    """Whether a layer may have a link to a single module: links as such, and raw links among its files.

    Args:
        entries: the layer, as `assign_layers` returns it.

    Returns:
        True or False.
    """
    for path, _, _ in entries.links:
        if path.endswith(".py"):
            return True
    for path, file in entries.copies:
        if path.endswith(".py") and is_raw_link(file) != False:
            return True
    for file in entries.files:
        if file.extension == "py" and is_raw_link(file) != False:
            return True
    return False
