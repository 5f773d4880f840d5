"""Paths under the runfiles root."""

def dirname(path):
    """The part before the last "/", or ""."""
    return path.rpartition("/")[0]

def join(*parts):
    """Joins with "/" what is not empty."""
    return "/".join([part for part in parts if part])

def under_runfiles(workspace, short_path):
    """Where a file with this short_path lies under the runfiles root."""
    if short_path.startswith("../"):
        return short_path[len("../"):]
    return workspace + "/" + short_path

def normalize(path):
    """Removes "." and empty components, and "name/.." pairs.

    Args:
        path: a relative path.

    Returns:
        str, which begins with ".." if the path leads out
    """
    kept = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == ".." and kept and kept[-1] != "..":
            kept.pop()
        else:
            kept.append(part)
    return "/".join(kept)

def relative_link(link, target):
    """The text of a symbolic link.

    Args:
        link: where the link is.
        target: what it leads to, under the same root.

    Returns:
        str
    """
    here = dirname(link).split("/")
    there = target.split("/")
    common = 0
    for a, b in zip(here, there):
        if a != b:
            break
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:])
