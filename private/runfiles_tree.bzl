"""Runfiles of executables -> the entries of one tree."""

load(":compat.bzl", "is_raw_link")
load(":executable_tree.bzl", "drop_obscured", "empty_tree", "entry_above", "entry_at", "executable_tree")
load(":path_pattern.bzl", "matches_any_path", "parse_path_pattern")
load(":runfiles_paths.bzl", "runfiles_path")

# Where one binary has a file, another one may have Bazel's own.
_ADDED_EMPTY_FILE = struct(is_source = True, path = "an empty file that Bazel adds for another binary")

def runfiles_tree(default_infos, workspace_name, exclude = [], repo_mapping = None):
    """Reads the runfiles of executables.

    The order is Bazel's own, later wins: `symlinks`, then `files`; what lies below one of these does not exist. Then
    `root_symlinks` and `_repo_mapping`, which may replace an entry, but must not lie below one or have one below them: of such
    runfiles Bazel makes no tree either, or only a part of it. Empty files fill gaps.

    Of several executables the tree is the union; fails where they disagree.

    Args:
        default_infos: [`DefaultInfo`] of executable targets.
        workspace_name: `ctx.workspace_name`.
        exclude: [pattern] of paths below RF to leave out.
        repo_mapping: `File` for `_repo_mapping`, in place of an executable's own.

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
        - `excluded`: {path: `File`, None for an empty file}, what was left out.
        - `overridden`: [(path, loser, winner)], each a `File`: two different files claim the path, which is not left out.
        - `obscured`: [(path, loser, ancestor, winner)]: the file that was dropped, and the one at a path above.
    """
    trees = [executable_tree(info, workspace_name, repo_mapping) for info in default_infos]
    tree = trees[0] if len(trees) == 1 else _union(trees)
    _leave_out(tree, [parse_path_pattern(pattern) for pattern in exclude])
    _settle_links(tree, workspace_name)
    return tree

def _union(trees):
    """One tree of several executables, which must not disagree about a path."""
    union = empty_tree()
    for tree in trees:
        for kind, entries in ((union.files, tree.files), (union.links, tree.links)):
            for path, file in entries.items():
                if kind.get(path) != file and entry_at(union, path):
                    _fail_for_disagreement(path, entry_at(union, path), file)
                kind[path] = file
    drop_obscured(union)
    for path, file, _, winner in union.obscured:
        _fail_for_disagreement(path, winner, file)
    union.overridden.extend({conflict: None for tree in trees for conflict in tree.overridden})
    union.obscured.extend({conflict: None for tree in trees for conflict in tree.obscured})
    _unite_empties(union, trees)
    return union

def _unite_empties(union, trees):
    """An empty file fills a gap of its own binary; another one may have a file there."""
    known = {}
    for path in {path: None for tree in trees for path in tree.empties}:
        winner = entry_at(union, path)
        if winner:
            union.overridden.append((path, _ADDED_EMPTY_FILE, winner))
        elif not entry_above(union, path, known):
            union.empties.append(path)

def _fail_for_disagreement(path, one, other):
    fail(("py_binaries: two binaries disagree about \"{}\": {} ({}) and {} ({}); pack one of them in a tar_runfiles of its own, " +
          "with its own runfiles_root").format(path, one.owner, one.path, other.owner, other.path))

def _leave_out(tree, patterns):
    if not patterns:
        return
    for entries in (tree.files, tree.links):
        for path in [path for path in entries if matches_any_path(patterns, path)]:
            tree.excluded[path] = entries.pop(path)
    empties = list(tree.empties)
    tree.empties.clear()
    for path in empties:
        if matches_any_path(patterns, path):
            tree.excluded[path] = None
        else:
            tree.empties.append(path)
    for conflicts in (tree.overridden, tree.obscured):
        told = [conflict for conflict in conflicts if not matches_any_path(patterns, conflict[0])]
        conflicts.clear()
        conflicts.extend(told)

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
