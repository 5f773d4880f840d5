"""What is odd about the layers: groups that do not do what they seem to, and too many layers."""

load(":layer_names.bzl", "EXTERNAL")

# What Docker's overlay driver takes in one image, those of the base image among them.
_MOST_LAYERS = 127

# A base image has some of its own.
_MANY_LAYERS = 100

def layering_findings(placement, layer_names, has_own_groups):
    """Looks at layers once every entry has one.

    Args:
        placement: of `placement_by_groups` or `placement_by_plan`.
        layer_names: of the layers that there are.
        has_own_groups: whether the target says itself what its groups are: then those patterns are told of that place nothing. Of the
            groups of a whole workspace no binary has everything.

    Returns:
        [struct(kind, text)], as `layer_packer verify --findings` takes them, each with a line to paste.
    """
    findings = _twice(placement)
    if has_own_groups:
        findings += _unmatched_names(placement) + _unmatched_paths(placement)
    return findings + _too_many(placement, layer_names)

def _twice(placement):
    """Distributions that two groups claim with equal right: both by name, or both by a glob."""
    findings = {}
    for distribution, claims in placement.claims.items():
        others = [claim for claim in claims[1:] if claim.group != claims[0].group and _is_glob(claim) == _is_glob(claims[0])]
        if others:
            first, second = claims[0], others[0]
            key = "the groups \"{}\" (\"{}\") and \"{}\" (\"{}\")".format(first.group, first.pattern, second.group, second.pattern)
            findings.setdefault(key, struct(first = first, second = second, distributions = [])).distributions.append(distribution)
    return [
        _finding(
            "claimed_twice",
            "{} both claim {}, which the first has got".format(key, _some(found.distributions)),
            _settled(placement, found),
        )
        for key, found in findings.items()
    ]

def _is_glob(claim):
    return "*" in claim.name

def _settled(placement, found):
    """Groups without doubt: what is named beats a glob, and needs no second name."""
    if _is_glob(found.first):
        return _replaced(placement.layer_groups, found.first, found.distributions)
    return _replaced(placement.layer_groups, found.second, [])

def _unmatched_names(placement):
    matched = {}
    for claims in placement.claims.values():
        for claim in claims:
            matched[(claim.group, claim.pattern)] = None
    findings = []
    for group, patterns in placement.layer_groups.items():
        for pattern in patterns:
            if "/" not in pattern and (group, pattern) not in matched:
                near = _near(pattern, placement.claims.keys())
                findings.append(_finding(
                    "unmatched_pattern",
                    "\"{}\" of group \"{}\" is the name of no distribution here{}".format(
                        pattern,
                        group,
                        " ({}?)".format(" or ".join(near)) if near else "",
                    ),
                    _replaced(placement.layer_groups, struct(group = group, pattern = pattern), near),
                ))
    return findings

def _near(pattern, distributions):
    """Up to three distributions whose names hold the pattern's, or the other way round, or which end otherwise."""
    words = [word for word in pattern.lower().replace("_", "-").split("*") if len(word) > 2]
    return [name for name in distributions if [word for word in words if word in name or name in word or _begin_alike(word, name)]][:3]

def _begin_alike(word, name):
    # All but the last two letters, as in "numppy" and "numpy".
    return len(word) > 4 and name.startswith(word[:-2])

def _unmatched_paths(placement):
    findings = []
    for candidate in placement.path_patterns:
        if candidate.placed:
            continue
        if candidate.matched:
            text = "\"{}\" of group \"{}\" matches only what other groups took before it, such as {}".format(
                candidate.pattern,
                candidate.group,
                candidate.matched[0],
            )
            groups = _moved_first(placement.layer_groups, candidate)
        else:
            text = "\"{}\" of group \"{}\" matches no path below the runfiles (what is in a directory artifact has no path here)".format(
                candidate.pattern,
                candidate.group,
            )
            groups = _replaced(placement.layer_groups, candidate, [])
        findings.append(_finding("unmatched_pattern", text, groups))
    return findings

def _too_many(placement, layer_names):
    count = len(layer_names)
    if count <= _MANY_LAYERS:
        return []
    return [struct(
        kind = "too_many_layers" if count > _MOST_LAYERS else "many_layers",
        text = "{} layers, where an image takes {}, those of its base among them; {}".format(count, _MOST_LAYERS, _limit(placement)),
    )]

def _limit(placement):
    """What to write for fewer layers."""
    if not placement.layer_groups:
        return "let the target of layer_plan make {} or fewer".format(_MANY_LAYERS)
    return "to merge the last specialised ones into \"{}\": max_layers = {}".format(EXTERNAL, _MANY_LAYERS)

def _finding(kind, text, layer_groups):
    return struct(kind = kind, text = "{}; write: layer_groups = {}".format(text, json.encode(layer_groups or {EXTERNAL: []})))

def _replaced(layer_groups, claim, replacement):
    """The groups with other patterns in place of one."""
    groups = {}
    for group, patterns in layer_groups.items():
        groups[group] = []
        for pattern in patterns:
            is_it = group == claim.group and pattern == claim.pattern
            for written in replacement if is_it else [pattern]:
                if written not in groups[group]:
                    groups[group].append(written)
    return {group: patterns for group, patterns in groups.items() if patterns or not layer_groups[group]}

def _moved_first(layer_groups, candidate):
    """The groups with the candidate's before all others."""
    groups = {candidate.group: layer_groups[candidate.group]}
    groups.update(layer_groups)
    return groups

def _some(names):
    return ", ".join(names[:3]) + (" and {} more".format(len(names) - 3) if len(names) > 3 else "")
