"""Which links a venv's site-packages gets. Plain Starlark on structs, so that it can be tested without rules.

A library is described by entries, struct(path, target, file, files, package, version):
    path: where it appears, relative to site-packages
    target: what it leads to, relative to the runfiles root
    file: the File itself if it must be linked on its own (a shared library), else None
    files: depset of all Files at or below target
    package, version: the distribution it belongs to, or None
"""

load("//python/private:paths.bzl", "dirname", "join", "relative_link", "under_runfiles")

# Several distributions install into it although each has an __init__.py there.
_SHARED_TOPS = ["nvidia"]

LAYOUTS = ["1.8.0", "1.8.2", "2.3.2"]

def is_shared_library(name, layout):
    """Whether the dynamic linker may look at this file's own directory.

    Args:
        name: the file's base name.
        layout: one of LAYOUTS.

    Returns:
        bool
    """
    if name.endswith(".dll"):
        return True
    if layout == "1.8.0" and not name.startswith("lib"):
        return False
    return name.endswith((".so", ".dylib")) or ".so." in name

def _is_importable(name):
    return "." not in name and "-" not in name and " " not in name

def _path_in_site_packages(runfiles_path, root):
    """The part of `<repository>/<root>/<path>` after the root, or None if it is not below it."""
    in_repository = runfiles_path.partition("/")[2]
    prefix = root + "/"
    return in_repository[len(prefix):] if in_repository.startswith(prefix) else None

def _parents(path):
    parts = path.split("/")
    return ["/".join(parts[:i]) for i in range(1, len(parts))]

def _real_directories(paths, namespaces, layout):
    """Directories that must exist as such in the venv, since more than one link goes into them."""
    real = {path: True for path in _SHARED_TOPS + namespaces}
    regular = {}
    for path in paths:
        if is_shared_library(path.rpartition("/")[2], layout):
            for parent in reversed(_parents(path)):
                # As in the real one, which takes for granted that what is above has been seen too.
                if parent in real:
                    break
                real[parent] = True
        top, _, rest = path.partition("/")
        if rest.startswith("__init__.") and "/" not in rest:
            regular[top] = True
    for path in paths:
        top = path.partition("/")[0]
        if top not in regular and _is_importable(top):
            real[top] = True
    return real

def _link_point(path, real):
    """The topmost directory above a file that one link can stand for, or the file itself."""
    point = path
    for _ in range(path.count("/")):
        if dirname(point) in real:
            break
        point = dirname(point)
    return point

def library_entries(files, root, workspace, layout, package = None, version = None, namespace_files = []):
    """Describes what one library puts into a venv.

    Args:
        files: list of File (or struct with short_path).
        root: the library's site-packages directory within its repository.
        workspace: the main repository's name under the runfiles root.
        layout: one of LAYOUTS.
        package: name of the distribution, or None.
        version: its version, or None.
        namespace_files: files whose directories other libraries install into as well.

    Returns:
        list of entries.
    """
    located = []
    for file in sorted(files, key = lambda f: f.short_path):
        runfiles_path = under_runfiles(workspace, file.short_path)
        path = _path_in_site_packages(runfiles_path, root)
        if path != None:
            located.append((path, runfiles_path, file))

    namespaces = []
    for file in namespace_files:
        path = _path_in_site_packages(under_runfiles(workspace, file.short_path), root)
        if path != None:
            namespaces.append(dirname(path))
    real = _real_directories([path for path, _, _ in located], namespaces, layout)

    def entry(path, target, file, files):
        return struct(
            path = path,
            target = target,
            file = file,
            files = depset(files),
            package = package,
            version = version,
        )

    entries = []
    grouped = {}
    for path, runfiles_path, file in located:
        if is_shared_library(path.rpartition("/")[2], layout):
            entries.append(entry(path, runfiles_path, file, [file]))
        else:
            point = _link_point(path, real)
            target = runfiles_path[:len(runfiles_path) - len(path)] + point
            grouped.setdefault(point, (target, []))[1].append(file)
    for point, (target, members) in grouped.items():
        entries.append(entry(point, target, None, members))
    return entries

def _one_version_each(entries):
    """Drops entries of a distribution whose version is not the one seen first."""
    versions = {}
    kept = []
    for entry in entries:
        if not entry.package or versions.setdefault(entry.package, entry.version) == entry.version:
            kept.append(entry)
    return kept

def _overlapping(entries):
    """Groups entries that lie at or below the same path."""
    groups = []
    prefix = None
    for entry in sorted(entries, key = lambda e: e.path.split("/")):
        if prefix != None and (entry.path + "/").startswith(prefix):
            groups[-1].append(entry)
        else:
            prefix = entry.path + "/"
            groups.append([entry])
    return groups

def _merge(group, workspace, links):
    """Adds each file of overlapping entries on its own; the first one at a path wins."""
    for entry in group:
        for file in entry.files.to_list():
            runfiles_path = under_runfiles(workspace, file.short_path)
            if runfiles_path == entry.target:
                links.setdefault(entry.path, file)
                break
            if runfiles_path.startswith(entry.target + "/"):
                links.setdefault(entry.path + runfiles_path[len(entry.target):], file)

def _resolve(entries, workspace):
    """Maps paths in site-packages to a runfiles path (a link of ours) or a File."""
    links = {}
    for group in _overlapping(_one_version_each(entries)):
        if len(group) == 1:
            links[group[0].path] = group[0].file or group[0].target
        else:
            _merge(group, workspace, links)
    return links

def plan_links(entries, venv_site_packages, package, repository, workspace):
    """Plans the site-packages of one binary.

    Args:
        entries: list of entries of all libraries, in depset order.
        venv_site_packages: the venv's site-packages directory, relative to the package.
        package: the binary's package.
        repository: canonical name of the binary's repository, "" for the main one.
        workspace: the main repository's name under the runfiles root.

    Returns:
        struct(raw_links: dict from path (relative to the package) to link text,
               root_symlinks: dict from runfiles path to File).
    """
    raw_links = {}
    root_symlinks = {}
    for path, target in _resolve(entries, workspace).items():
        in_package = join(venv_site_packages, path)
        in_runfiles = join(repository or workspace, package, in_package)
        if type(target) == "string":
            raw_links[in_package] = relative_link(in_runfiles, target)
        else:
            root_symlinks[in_runfiles] = target
    return struct(raw_links = raw_links, root_symlinks = root_symlinks)
