"""Which links a venv has to the distributions in it, in the manner of rules_python: few, but no directory with a shared object."""

from bench.wheels import is_shared_object_name


def plan_links(sites):
    """`sites`: for each site-packages directory the paths below it. The links: path below the venv's site-packages -> what it leads to.

    A directory is one link if it is of one site alone. Not so one with shared objects, which look for others beside where they
    were opened: there each entry has its own. Of equal paths the first site's wins.
    """
    links = {}
    link_directory("", [(site, tree_of(paths)) for site, paths in sorted(sites.items())], links)
    return links


def tree_of(paths):
    """Nested dictionaries: a name in a directory -> its own dictionary, or None of a file."""
    tree = {}
    for path in paths:
        *directories, name = path.split("/")
        at = tree
        for directory in directories:
            at = at.setdefault(directory, {})
        at[name] = None
    return tree


def holds_shared_object(tree):
    return any(is_shared_object_name(name) if below is None else holds_shared_object(below) for name, below in tree.items())


def link_directory(path, owners, links):
    """`owners`: (site, what it holds at `path`)."""
    for name in sorted({name for _, tree in owners for name in tree}):
        place = path + name
        here = [(site, tree[name]) for site, tree in owners if name in tree]
        site, below = here[0]
        if below is None:
            links[place] = f"{site}/{place}"
            continue
        directories = [(site, below) for site, below in here if below is not None]
        if len(directories) == 1 and not holds_shared_object(below):
            links[place] = f"{site}/{place}"
        else:
            link_directory(f"{place}/", directories, links)
