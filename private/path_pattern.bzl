"""Patterns of paths, as Bazel's `glob` has them, matched against paths below RF."""

load(":distributions.bzl", "matches_glob")

def parse_path_pattern(text):
    """Reads a pattern.

    `*` stands for any characters of one segment, `**` as a whole segment for any number of segments, also none. A pattern that ends in
    "/" matches a path and everything below; one without "/" the last segment of a path, in any directory. Every other character is itself.

    Args:
        text: the pattern.

    Returns:
        What `matches_path` takes: a list of runs of segments, between which any number of segments may stand.
    """
    if "/" not in text:
        text = "**/" + text
    elif text.endswith("/"):
        text += "**"
    runs = [[]]
    for segment in text.split("/"):
        if segment == "**":
            runs.append([])
        else:
            runs[-1].append(segment)
    return runs

def matches_path(runs, segments):
    """Whether a pattern matches a whole path.

    Args:
        runs: of `parse_path_pattern`.
        segments: the path, split at "/".

    Returns:
        True or False.
    """
    if len(runs) == 1:
        return len(runs[0]) == len(segments) and _matches_at(runs[0], segments, 0)
    first, last = runs[0], runs[-1]
    end = len(segments) - len(last)
    if len(first) > end or not _matches_at(first, segments, 0) or not _matches_at(last, segments, end):
        return False

    # What stands between may match as early as it can.
    start = len(first)
    for run in runs[1:-1]:
        found = _find(run, segments, start, end)
        if found == None:
            return False
        start = found + len(run)
    return True

def matches_any_path(patterns, path):
    """Whether one of several patterns matches a path.

    Args:
        patterns: [runs], of `parse_path_pattern`.
        path: the path, whole.

    Returns:
        True or False.
    """
    if not patterns:
        return False
    segments = path.split("/")
    for runs in patterns:
        if matches_path(runs, segments):
            return True
    return False

def _find(run, segments, start, end):
    for at in range(start, end - len(run) + 1):
        if _matches_at(run, segments, at):
            return at
    return None

def _matches_at(run, segments, at):
    for i, pattern in enumerate(run):
        if not matches_glob(pattern, segments[at + i]):
            return False
    return True
