"""Runfiles -> the entries of the tree that Bazel would make of them."""

load(":compat.bzl", "is_raw_link", "repo_mapping_manifest")
load(":runfiles_paths.bzl", "MANIFEST", "REPO_MAPPING", "empty_file_path", "parent", "runfiles_path")

def runfiles_tree(default_info, workspace_name):
    """Reads the runfiles of an executable.

    The order is Bazel's own, later wins: `symlinks`, then `files`; what lies below one of these does not exist. Then
    `root_symlinks` and `_repo_mapping`, which may replace an entry, but must not lie below one or have one below them: of such
    runfiles Bazel makes no tree either, or only a part of it. Empty files fill gaps.

    Args:
        default_info: `DefaultInfo` of an executable target.
        workspace_name: `ctx.workspace_name`.

    Returns:
        A struct; paths are relative to RF.
        - `files`: {path: `File`}, each at its own place, whether listed or named there by a symlink entry.
        - `links`: {path: `File`}, the symlink entry at that path names the file.
        - `raw_links`: {path: `File`}, symlink entries whose file is known to be a raw link: they have its text, as in Bazel,
          wherever they are.
        - `copies`: {path: `File`}, symlink entries whose file is nowhere in the tree: one path holds its bytes, the others are
          links to that one.
        - `copy_links`: {path: path in `copies`}.
        - `empties`: [path], empty files.
        - `overridden`: [(path, loser, winner)], each a `File`: two different files claim the path.
        - `obscured`: [(path, loser, ancestor, winner)]: the file that was dropped, and the one at a path above.
    """
    runfiles = default_info.default_runfiles
    tree = struct(
        files = {},
        links = {},
        raw_links = {},
        copies = {},
        copy_links = {},
        empties = [],
        overridden = [],
        obscured = [],
    )

    for entry in runfiles.symlinks.to_list():
        _put_symlink_entry(tree, runfiles_path(entry.path, workspace_name), entry.target_file, workspace_name)
    for file in runfiles.files.to_list():
        _put(tree, tree.files, runfiles_path(file.short_path, workspace_name), file)
    executable = default_info.files_to_run.executable
    if runfiles_path(executable.short_path, workspace_name) not in tree.files:
        _put(tree, tree.files, runfiles_path(executable.short_path, workspace_name), executable)
    _drop_obscured(tree)

    for entry in runfiles.root_symlinks.to_list():
        _put_symlink_entry(tree, entry.path, entry.target_file, workspace_name)
    mapping = repo_mapping_manifest(default_info.files_to_run)
    if mapping:
        _put(tree, tree.files, REPO_MAPPING, mapping)
    _check_root_symlinks(tree)
    _fill_gaps(tree, [empty_file_path(name, workspace_name) for name in runfiles.empty_filenames.to_list()])

    _settle_links(tree, workspace_name)
    return tree

def _put(tree, kind, path, file):
    """Adds an entry over what an earlier one may have put there."""
    before = tree.files.pop(path, None) or tree.links.pop(path, None)
    if before and before != file:
        tree.overridden.append((path, before, file))
    kind[path] = file

def _put_symlink_entry(tree, path, file, workspace_name):
    is_own_place = path == runfiles_path(file.short_path, workspace_name)
    _put(tree, tree.files if is_own_place else tree.links, path, file)

def _entry(tree, path):
    return tree.files.get(path) or tree.links.get(path)

def _entry_above(tree, path, known):
    """The topmost entry that a path lies below, "" for none; `known` remembers the answers for directories."""
    directories = []
    directory = parent(path)
    for _ in range(len(path)):
        if not directory or directory in known:
            break
        directories.append(directory)
        directory = parent(directory)
    above = known.get(directory, "")
    for directory in reversed(directories):
        if not above and _entry(tree, directory):
            above = directory
        known[directory] = above
    return above

def _drop_obscured(tree):
    """Drops what lies below another entry."""
    known = {}
    obscured = {path: _entry_above(tree, path, known) for path in tree.files.keys() + tree.links.keys()}
    for path, above in obscured.items():
        if not above:
            continue
        file = tree.files.pop(path, None) or tree.links.pop(path)
        winner = _entry(tree, above)

        # A directory and a file in it, each listed by itself, do not disagree.
        if file.path != winner.path + path[len(above):]:
            tree.obscured.append((path, file, above, winner))

def _check_root_symlinks(tree):
    """Fails where entries lie below others; after `_drop_obscured` only `root_symlinks` can have brought that about."""
    known = {}
    for path in tree.files.keys() + tree.links.keys():
        above = _entry_above(tree, path, known)
        if above:
            fail("the runfiles have both {} and {}: one of them is a root symlink, and Bazel makes no tree of such a pair".format(
                _described(tree, above),
                _described(tree, path),
            ))
    if MANIFEST in tree.links:
        fail("the runfiles have {}: that name is Bazel's own".format(_described(tree, MANIFEST)))

def _described(tree, path):
    return "\"{}\" ({})".format(path, _entry(tree, path).owner)

def _fill_gaps(tree, empty_files):
    known = {}

    # One may be named in both ways, `external/repo/x` and `../repo/x`.
    for path in {path: None for path in empty_files}:
        if not _entry(tree, path) and not _entry_above(tree, path, known):
            tree.empties.append(path)

def _settle_links(tree, workspace_name):
    """Turns symlink entries whose file is not at its own place into copies, one a file, and finds those of raw links."""
    for path in [p for p, file in tree.links.items() if is_raw_link(file)]:
        tree.raw_links[path] = tree.links.pop(path)
    homeless = [
        path
        for path, file in tree.links.items()
        if tree.files.get(runfiles_path(file.short_path, workspace_name)) != file
    ]
    first = {}
    for path in sorted(homeless):
        file = tree.links.pop(path)
        if file in first:
            tree.copy_links[path] = first[file]
        else:
            first[file] = path
            tree.copies[path] = file
