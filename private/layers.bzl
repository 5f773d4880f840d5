"""Entries of the runfiles tree -> layers."""

load(":compat.bzl", "is_raw_link")
load(":layer_names.bzl", "EXTERNAL", "INTERPRETER", "MAIN")
load(":runfiles_paths.bzl", "REPO_MAPPING", "runfiles_path")

def assign_layers(tree, placement, workspace_name):
    """Puts each entry in one layer.

    Args:
        tree: what `runfiles_tree` returns.
        placement: a struct: `order`, the names of the layers, bottom to top; `home`, the layer of launchers and of the mapping of
            repositories; `layer_of(path, file)` names the layer of a file, of the bytes of a symlink entry or of what was left out;
            `layer_of_link(path)` that of a link or an empty file.
        workspace_name: `ctx.workspace_name`.

    Returns:
        {layer: struct(files = [`File`], copies = [(path, `File`)], links = [(path, path of target, `File`)], empties = [path],
        excluded = [path])}, bottom to top, without the layers that have no entry. The mapping of repositories is among `copies`. The
        `File` of a link is what it names, where only the disk can tell whether that is a raw link, whose text the link then has; None
        where analysis can.
    """
    layers = {name: _empty_layer() for name in placement.order}
    layer_of, layer_of_link = placement.layer_of, placement.layer_of_link
    for path, file in tree.files.items():
        if path == REPO_MAPPING:
            layers[placement.home].copies.append((path, file))
        else:
            layers[layer_of(path, file)].files.append(file)
    for path, file in tree.copies.items():
        layers[layer_of(path, file)].copies.append((path, file))
    for path, file in tree.raw_links.items():
        layers[layer_of_link(path)].copies.append((path, file))
    for path, file in tree.links.items():
        link = (path, runfiles_path(file.short_path, workspace_name), _perhaps_raw_link(file))
        layers[layer_of_link(path)].links.append(link)
    for path, target in tree.copy_links.items():
        layers[layer_of_link(path)].links.append((path, target, _perhaps_raw_link(tree.copies[target])))
    for path in tree.empties:
        layers[layer_of_link(path)].empties.append(path)
    for path, file in tree.excluded.items():
        layers[layer_of(path, file) if file else layer_of_link(path)].excluded.append(path)

    # Launchers are in no tree.
    return {name: layer for name, layer in layers.items() if name == placement.home or _has_entries(layer)}

def limit_layers(layers, order, max_layers):
    """Merges layers into `external` until there are few enough: specialised ones only, last named first.

    Args:
        layers: of `assign_layers`.
        order: the names of all layers that there could be, bottom to top.
        max_layers: how many there may be; 0 for any number.

    Returns:
        Such layers; fails if those that are never merged are too many.
    """
    if not max_layers:
        return layers
    kept = dict(layers)
    for name in reversed(order):
        if len(kept) > max_layers and name in kept and name not in (INTERPRETER, EXTERNAL, MAIN):
            layer = kept.pop(name)
            kept[EXTERNAL] = _merged(kept[EXTERNAL], layer) if EXTERNAL in kept else layer
    if len(kept) > max_layers:
        fail("max_layers = {}: {} are never merged, so write max_layers = {} or more".format(max_layers, ", ".join(kept), len(kept)))
    return {name: kept[name] for name in order if name in kept}

def _merged(a, b):
    return struct(
        files = a.files + b.files,
        copies = a.copies + b.copies,
        links = a.links + b.links,
        empties = a.empties + b.empties,
        excluded = a.excluded + b.excluded,
    )

def input_files(layer):
    """What packing a layer of `assign_layers` reads."""
    return layer.files + [file for _, file in layer.copies] + [file for _, _, file in layer.links if file]

def _empty_layer():
    return struct(files = [], copies = [], links = [], empties = [], excluded = [])

def _has_entries(layer):
    return bool(layer.files or layer.copies or layer.links or layer.empties)

def _perhaps_raw_link(file):
    return file if is_raw_link(file) == None else None
