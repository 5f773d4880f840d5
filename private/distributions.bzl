"""Which Python distribution a repository holds, and names of distributions."""

def normalized_name(name):
    """A distribution's name as PEP 503 compares it: lower case, runs of `-`, `_` and `.` as one `-`."""
    parts = name.lower().replace("_", "-").replace(".", "-").split("-")
    return "-".join([part for part in parts if part])

def dist_info_name(short_path):
    """The distribution that a file of its `dist-info` directory names.

    Args:
        short_path: `File.short_path`.

    Returns:
        The normalised name for `../<repo>/site-packages/<name>-<version>.dist-info/<file>`; None for any other path, such as
        that of a vendored distribution deeper down.
    """
    if ".dist-info/" not in short_path:
        return None
    parts = short_path.split("/")
    if len(parts) < 5 or parts[0] != ".." or parts[2] != "site-packages" or not parts[3].endswith(".dist-info"):
        return None

    # Neither part contains "-" here: wheels write it as "_" (PEP 427).
    return normalized_name(parts[3][:-len(".dist-info")].rpartition("-")[0])

def repository_distribution(repository):
    """The distribution that a repository's name tells of, for wheels that list no `dist-info` (a tree artifact).

    rules_python names the repository of a wheel `<hub>_<Python version>_<distribution>`, where it picks among wheels followed by
    `_<Python tag>_<ABI tag>_<platform>_<hash>` or `_sdist_<hash>`; what an extension puts before it ends in `~` or `+`.

    Args:
        repository: a canonical repository name.

    Returns:
        A normalised name, or None where the repository's name has another form.
    """
    parts = repository.replace("~", "+").rpartition("+")[2].split("_")
    start = None
    for i, part in enumerate(parts):
        # The hub's name may end in a version, too: of several the last one counts.
        if start in (None, i) and 0 < i and i < len(parts) - 1 and _is_python_version(part):
            start = i + 1
        elif start != None and i > start and _ends_name(part):
            return normalized_name("-".join(parts[start:i]))
    return normalized_name("-".join(parts[start:])) if start != None else None

def _is_python_version(part):
    return part.isdigit() and len(part) >= 2

def _ends_name(part):
    """Whether a part of a repository's name follows the distribution where rules_python picks among wheels."""
    return part == "sdist" or (part[:2] in ("cp", "pp", "py") and part[2:3].isdigit())

def matches_glob(pattern, name):
    """Whether a name matches a pattern.

    Args:
        pattern: a name, in which `*` stands for any characters, also none.
        name: what to match, whole.

    Returns:
        True or False.
    """
    pieces = pattern.split("*")
    if len(pieces) == 1:
        return name == pattern
    if not name.startswith(pieces[0]) or not name[len(pieces[0]):].endswith(pieces[-1]):
        return False
    rest = name[len(pieces[0]):len(name) - len(pieces[-1])]
    for piece in pieces[1:-1]:
        if piece not in rest:
            return False
        rest = rest.partition(piece)[2] if piece else rest
    return True
