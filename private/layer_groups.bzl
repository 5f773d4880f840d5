"""`layer_groups`: which layer an entry goes to by its distribution, or by its path."""

load(":distributions.bzl", "dist_info_name", "matches_glob", "normalized_name", "repository_distribution")
load(":layer_names.bzl", "DISTRIBUTION", "EXTERNAL", "INTERPRETER", "MAIN", "group_order", "layer_name_fault")
load(":path_pattern.bzl", "matches_path", "parse_path_pattern")

def placement_by_groups(tree, layer_groups, interpreter_files, own_repositories, workspace_name):
    """Places entries by the groups of the user.

    A path pattern wins. Else a file goes to `interpreter` if it is of the interpreter, to the layer of its repository's distribution,
    to `external` if it is of any other repository, or to `main` if it is of a binary's own. Links and the empty files that Bazel adds
    belong to the binary, hence to `main`. The bytes of a symlink entry go where its file would have gone.

    Args:
        tree: what `runfiles_tree` returns.
        layer_groups: {group: [pattern]}, in the order of the layers; see `tar_runfiles`.
        interpreter_files: [`File`], the files of the interpreter.
        own_repositories: canonical names of the binaries' repositories, "" for the main one.
        workspace_name: `ctx.workspace_name`.

    Returns:
        What `assign_layers` takes, and for `layering_findings`: `layer_groups`; `claims`, {distribution: [struct(group, pattern, name)]},
        whoever wins first; `path_patterns`, [struct(group, pattern, matched = [path], placed = [path])], complete once every entry has
        its layer.
    """
    _check_layer_groups(layer_groups)
    names, paths = _parsed(layer_groups)
    own = own_repositories + [workspace_name]
    repositories = _repositories(tree, own)
    claims = {name: _claims(name, names) for name in sorted({name: None for name in repositories.values() if name})}
    layers = {
        repository: _layer_name(claims[name][0].group, name) if claims.get(name) else EXTERNAL
        for repository, name in repositories.items()
    }
    layers.update({name: MAIN for name in own})
    interpreter = {file: None for file in interpreter_files}

    def layer_by_path(path):
        segments = path.split("/")
        first = None
        for candidate in paths:
            if matches_path(candidate.runs, segments):
                candidate.matched.append(path)
                first = first or candidate
        if first:
            first.placed.append(path)
        return first.group if first else None

    def layer_of(path, file):
        layer = layer_by_path(path) if paths else None
        return layer or (INTERPRETER if file in interpreter else layers[_repository(file, workspace_name)])

    return struct(
        claims = claims,
        home = MAIN,
        layer_groups = layer_groups,
        layer_of = layer_of,
        layer_of_link = lambda path: (layer_by_path(path) if paths else None) or MAIN,
        order = _expanded_order(group_order(layer_groups.keys()), claims),
        path_patterns = paths,
    )

def layer_of_distribution(layer_groups, distribution):
    """The layer that a distribution's files go to, but for path patterns."""
    names, _ = _parsed(layer_groups)
    claims = _claims(distribution, names)
    return _layer_name(claims[0].group, distribution) if claims else EXTERNAL

def _check_layer_groups(layer_groups):
    for group, patterns in layer_groups.items():
        fault = layer_name_fault(group.replace(DISTRIBUTION, "x"))
        if fault:
            fail("layer_groups: \"{}\" cannot be a layer: {}".format(group, fault))
        for pattern in patterns:
            if not pattern or pattern.startswith("/"):
                fail("layer_groups: \"{}\" in \"{}\" is no pattern: write a distribution's name, or a path below the runfiles".format(pattern, group))
            if "/" in pattern and DISTRIBUTION in group:
                fail("layer_groups: \"{}\" has a layer for each distribution, and the path \"{}\" tells of none: give it a group of its own".format(group, pattern))

def _parsed(layer_groups):
    names, paths = [], []
    for group, patterns in layer_groups.items():
        for pattern in patterns:
            if "/" in pattern:
                paths.append(struct(group = group, pattern = pattern, runs = parse_path_pattern(pattern), matched = [], placed = []))
            else:
                names.append(struct(group = group, pattern = pattern, name = normalized_name(pattern)))
    return names, paths

def _repositories(tree, own):
    """{repository: the distribution it holds, None for another one's or the binaries' own}"""
    repositories = {name: None for name in own}
    named = {}
    for files in (tree.files, tree.copies, tree.excluded):
        for file in files.values():
            if not file or not file.short_path.startswith("../"):
                continue
            repository = _repository(file, None)
            if repository not in repositories:
                repositories[repository] = repository_distribution(repository)
            if repository not in named and dist_info_name(file.short_path):
                named[repository] = dist_info_name(file.short_path)
    repositories.update(named)
    return repositories

def _repository(file, workspace_name):
    return file.short_path[len("../"):].partition("/")[0] if file.short_path.startswith("../") else workspace_name

def _claims(distribution, names):
    """Who claims a distribution: whoever names it exactly comes first, then globs, each in the order of the groups."""
    exact = [claim for claim in names if claim.name == distribution]
    return exact + [claim for claim in names if claim.name != distribution and matches_glob(claim.name, distribution)]

def _layer_name(group, distribution):
    return group.replace(DISTRIBUTION, distribution)

def _expanded_order(groups, claims):
    order = []
    for group in groups:
        if DISTRIBUTION not in group:
            order.append(group)
            continue
        for distribution, claimants in claims.items():
            if claimants and claimants[0].group == group:
                order.append(_checked_layer_name(group, distribution, groups + order))
    return order

def _checked_layer_name(group, distribution, others):
    name = _layer_name(group, distribution)
    fault = "it is the name of another layer" if name in others else layer_name_fault(name)
    if fault:
        fail("layer_groups: \"{}\" makes a layer \"{}\", which cannot be: {}; write \"pypi-{}\" for the group".format(group, name, fault, DISTRIBUTION))
    return name
