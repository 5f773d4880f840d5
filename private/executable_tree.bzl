"""One executable's runfiles -> the entries of the tree that Bazel would make of them."""

load(":compat.bzl", "repo_mapping_manifest")
load(":runfiles_paths.bzl", "MANIFEST", "REPO_MAPPING", "empty_file_path", "parent", "runfiles_path")

def executable_tree(default_info, workspace_name, repo_mapping = None):
    """Reads the runfiles of one executable, for `runfiles_tree`, which documents the order.

    Args:
        default_info: `DefaultInfo` of an executable target.
        workspace_name: `ctx.workspace_name`.
        repo_mapping: `File` for `_repo_mapping`, in place of the executable's own.

    Returns:
        As `runfiles_tree`; all symlink entries are among `links` still.
    """
    runfiles = default_info.default_runfiles
    tree = empty_tree()
    for entry in runfiles.symlinks.to_list():
        _put_symlink_entry(tree, runfiles_path(entry.path, workspace_name), entry.target_file, workspace_name)
    for file in runfiles.files.to_list():
        _put(tree, tree.files, runfiles_path(file.short_path, workspace_name), file)
    executable = default_info.files_to_run.executable
    if runfiles_path(executable.short_path, workspace_name) not in tree.files:
        _put(tree, tree.files, runfiles_path(executable.short_path, workspace_name), executable)
    drop_obscured(tree)

    for entry in runfiles.root_symlinks.to_list():
        _put_symlink_entry(tree, entry.path, entry.target_file, workspace_name)
    mapping = repo_mapping or repo_mapping_manifest(default_info.files_to_run)
    if mapping:
        _put(tree, tree.files, REPO_MAPPING, mapping)
    _check_root_symlinks(tree)
    _fill_gaps(tree, [empty_file_path(name, workspace_name) for name in runfiles.empty_filenames.to_list()])
    return tree

def empty_tree():
    """A tree without entries, see `runfiles_tree`."""
    return struct(
        files = {},
        links = {},
        raw_links = {},
        copies = {},
        copy_links = {},
        empties = [],
        excluded = {},
        overridden = [],
        obscured = [],
    )

def _put(tree, kind, path, file):
    """Adds an entry over what an earlier one may have put there."""
    before = tree.files.pop(path, None) or tree.links.pop(path, None)
    if before and before != file:
        tree.overridden.append((path, before, file))
    kind[path] = file

def _put_symlink_entry(tree, path, file, workspace_name):
    is_own_place = path == runfiles_path(file.short_path, workspace_name)
    _put(tree, tree.files if is_own_place else tree.links, path, file)

def entry_at(tree, path):
    """The `File` at a path, or what a symlink entry there names; None for no entry."""
    return tree.files.get(path) or tree.links.get(path)

def entry_above(tree, path, known):
    """Finds what a path lies below.

    Args:
        tree: a tree.
        path: relative to RF.
        known: {}, in which the answers for directories are remembered.

    Returns:
        The path of the topmost entry above, "" for none.
    """
    directories = []
    directory = parent(path)
    for _ in range(len(path)):
        if not directory or directory in known:
            break
        directories.append(directory)
        directory = parent(directory)
    above = known.get(directory, "")
    for directory in reversed(directories):
        if not above and entry_at(tree, directory):
            above = directory
        known[directory] = above
    return above

def drop_obscured(tree):
    """Drops what lies below another entry.

    Args:
        tree: a tree.
    """
    known = {}
    obscured = {path: entry_above(tree, path, known) for path in tree.files.keys() + tree.links.keys()}
    for path, above in obscured.items():
        if not above:
            continue
        file = tree.files.pop(path, None) or tree.links.pop(path)
        winner = entry_at(tree, above)

        # A directory and a file in it, each listed by itself, do not disagree.
        if file.path != winner.path + path[len(above):]:
            tree.obscured.append((path, file, above, winner))

def _check_root_symlinks(tree):
    """Fails where entries lie below others; after `drop_obscured` only `root_symlinks` can have brought that about."""
    known = {}
    for path in tree.files.keys() + tree.links.keys():
        above = entry_above(tree, path, known)
        if above:
            fail("the runfiles have both {} and {}: one of them is a root symlink, and Bazel makes no tree of such a pair".format(
                _described(tree, above),
                _described(tree, path),
            ))
    if MANIFEST in tree.links:
        fail("the runfiles have {}: that name is Bazel's own".format(_described(tree, MANIFEST)))

def _described(tree, path):
    return "\"{}\" ({})".format(path, entry_at(tree, path).owner)

def _fill_gaps(tree, empty_files):
    known = {}

    # One may be named in both ways, `external/repo/x` and `../repo/x`.
    for path in {path: None for path in empty_files}:
        if not entry_at(tree, path) and not entry_above(tree, path, known):
            tree.empties.append(path)
