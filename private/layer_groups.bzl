"""Entries of the runfiles tree -> layers."""

load(":compat.bzl", "is_raw_link")
load(":distributions.bzl", "dist_info_name", "matches_glob", "repository_distribution")
load(":runfiles_paths.bzl", "REPO_MAPPING", "runfiles_path")

INTERPRETER = "interpreter"
EXTERNAL = "external"
MAIN = "main"

# Distributions so large that they are better not packed again with every other one.
DEFAULT_LAYER_GROUPS = {
    "nvidia": ["nvidia-*"],
    "torch": ["torch", "triton"],
}

def assign_layers(tree, layer_groups, interpreter_files, own_repository, workspace_name):
    """Puts each entry in one layer.

    A file's layer follows from where it comes from: the interpreter, a distribution, another external repository, or else (the
    main repository, and the binary's own) `main`. Links between files belong to the binary, hence to `main`; the bytes of a symlink
    entry whose file is nowhere else go where that file would have gone.

    Args:
        tree: what `runfiles_tree` returns.
        layer_groups: {layer: [glob of distribution names]}, in the order of the layers.
        interpreter_files: [`File`], the files of the interpreter.
        own_repository: canonical name of the binary's repository, "" for the main one.
        workspace_name: `ctx.workspace_name`.

    Returns:
        {layer: struct(files = [`File`], copies = [(path, `File`)], links = [(path, path of target, `File`)], empties = [path])}, bottom
        to top, without the layers that have no entry. The mapping of repositories is among `copies`. The `File` of a link is what it
        names, where only the disk can tell whether that is a raw link, whose text the link then has; None where analysis can.
    """
    layers = {
        name: struct(files = [], copies = [], links = [], empties = [])
        for name in [INTERPRETER] + layer_groups.keys() + [EXTERNAL, MAIN]
    }
    interpreter = {file: None for file in interpreter_files}
    directories = _distribution_layers(tree.files, layer_groups)
    for name in (workspace_name, own_repository):
        directories[name] = MAIN

    def layer_of(path, file):
        return layers[INTERPRETER if file in interpreter else _directory_layer(directories, path, layer_groups)]

    for path, file in tree.files.items():
        if path == REPO_MAPPING:
            layers[MAIN].copies.append((path, file))
        else:
            layer_of(path, file).files.append(file)
    for path, file in tree.copies.items():
        layer_of(runfiles_path(file.short_path, workspace_name), file).copies.append((path, file))
    layers[MAIN].copies.extend(tree.raw_links.items())
    for path, file in tree.links.items():
        layers[MAIN].links.append((path, runfiles_path(file.short_path, workspace_name), _perhaps_raw_link(file)))
    for path, target in tree.copy_links.items():
        layers[MAIN].links.append((path, target, _perhaps_raw_link(tree.copies[target])))

    # Nobody lists the empty files that Bazel adds to the interpreter's repository, so they go by their directory.
    for file in interpreter_files:
        directories.setdefault(_directory(runfiles_path(file.short_path, workspace_name)), INTERPRETER)
    for path in tree.empties:
        layer_of(path, None).empties.append(path)
    return {name: layer for name, layer in layers.items() if layer.files or layer.copies or layer.links or layer.empties}

def input_files(layer):
    """What packing a layer of `assign_layers` reads."""
    return layer.files + [file for _, file in layer.copies] + [file for _, _, file in layer.links if file]

def _perhaps_raw_link(file):
    return file if is_raw_link(file) == None else None

def _distribution_layers(files, layer_groups):
    """{directory below RF: layer} for the repositories that list a `dist-info` directory."""
    directories = {}
    for file in files.values():
        name = dist_info_name(file.short_path)
        if name:
            repository = file.short_path.split("/")[1]
            if repository not in directories:
                directories[repository] = _distribution_layer(name, layer_groups)
    return directories

def _directory(path):
    """The topmost directory of a path below RF, "" for a path without one."""
    return path.partition("/")[0] if "/" in path else ""

def _directory_layer(directories, path, layer_groups):
    """The layer of what lies in the same directory below RF; `directories` remembers the answer."""
    directory = _directory(path)
    if directory not in directories:
        directories[directory] = _distribution_layer(repository_distribution(directory) or "", layer_groups)
    return directories[directory]

def _distribution_layer(name, layer_groups):
    for layer, patterns in layer_groups.items():
        for pattern in patterns:
            if matches_glob(pattern, name):
                return layer
    return EXTERNAL
