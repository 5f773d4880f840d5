"""Reads requirements: the lines of a lock file, and those of a wheel's METADATA."""

load("//python/private:names.bzl", "normalize_name")
load(":markers.bzl", "evaluate_marker", "marker_variables")

def parse_requirement(text):
    """Reads `name[extra,…] version ; marker`.

    Args:
        text: the requirement.

    Returns:
        struct(name, extras, version, marker); name is normalized, version is what "==" names or "".
    """
    requirement, _, marker = text.partition(";")
    requirement = requirement.strip()
    length = len(requirement)
    for i in range(len(requirement)):
        if not (requirement[i].isalnum() or requirement[i] in "-_."):
            length = i
            break
    rest = requirement[length:].strip()
    extras = []
    if rest.startswith("["):
        inside, _, rest = rest[1:].partition("]")
        extras = [extra.strip() for extra in inside.split(",") if extra.strip()]
    return struct(
        name = normalize_name(requirement[:length]),
        extras = extras,
        version = rest.partition("==")[2].strip(" )"),
        marker = marker.strip(),
    )

def _logical_lines(text):
    lines = []
    pending = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("#"):
            continue
        line = line.partition(" #")[0].strip()
        if line.endswith("\\"):
            pending += line[:-1] + " "
            continue
        if (pending + line).strip():
            lines.append((pending + line).strip())
        pending = ""
    return lines

def parse_lock(text, where, environment):
    """Reads a hash-locked requirements file.

    Args:
        text: its content.
        where: its name, for messages.
        environment: dict of marker variables; requirements whose marker does not hold are left out.

    Returns:
        list of struct(name, extras, version, hashes), one a distribution
    """
    result = []
    for line in _logical_lines(text):
        if line.startswith("-"):
            continue
        parts = line.split("--hash=")
        requirement = parse_requirement(parts[0])
        hashes = [part.strip().removeprefix("sha256:") for part in parts[1:]]
        if not requirement.version or not hashes:
            fail("{}: '{}' lacks '==version' or '--hash=sha256:…'".format(where, parts[0].strip()))
        if evaluate_marker(requirement.marker, environment | {"extra": ""}):
            result.append(struct(
                name = requirement.name,
                extras = requirement.extras,
                version = requirement.version,
                hashes = hashes,
            ))
    return result

def _wanted_extras(name, requirements, extras, environment):
    """The extras asked for, and those that they ask for in turn (`name[other]; extra == "all"`)."""
    wanted = {extra: None for extra in extras or [""]}
    own = [requirement for requirement in requirements if requirement.name == name]
    for _ in range(len(own)):
        for requirement in own:
            if _holds(requirement.marker, wanted, environment):
                wanted.update([(extra, None) for extra in requirement.extras])
    return wanted

def _holds(marker, extras, environment):
    for extra in extras:
        if evaluate_marker(marker, environment | {"extra": extra}):
            return True
    return False

def _is_for_all_platforms(marker):
    return not [variable for variable in marker_variables(marker) if variable != "extra"]

def dependencies(name, requires_dist, extras, known, environment):
    """What a distribution needs on this platform.

    Args:
        name: its normalized name.
        requires_dist: list of str, the Requires-Dist lines of its METADATA.
        extras: list of str, the extras that the lock file asks for.
        known: list of str, normalized names in the lock file; others are left out.
        environment: dict of marker variables.

    Returns:
        list of normalized names: those needed on every platform go first, as in the real one
    """
    requirements = [parse_requirement(line) for line in requires_dist]
    wanted = _wanted_extras(name, requirements, extras, environment)
    needed = [
        requirement
        for requirement in requirements
        if requirement.name != name and requirement.name in known and _holds(requirement.marker, wanted, environment)
    ]
    everywhere = {requirement.name: None for requirement in needed if _is_for_all_platforms(requirement.marker)}
    here = {requirement.name: None for requirement in needed if requirement.name not in everywhere}
    return sorted(everywhere) + sorted(here)
