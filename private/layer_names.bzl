"""Names of layers, and their order."""

INTERPRETER = "interpreter"
EXTERNAL = "external"
MAIN = "main"

# In a group's name: one layer for each distribution that the group matches.
DISTRIBUTION = "{distribution}"

# Distributions so large that they are better not packed again with every other one.
DEFAULT_LAYER_GROUPS = {
    "nvidia": ["nvidia-*"],
    "torch": ["torch", "triton"],
}

# Output groups of `tar_runfiles` that are not layers.
OUTPUT_GROUPS = [
    "bytecode_reports",
    "default",
    "descriptors",
    "direct_image_config",
    "facts",
    "image_config",
    "listings",
    "manifests",
    "report",
    "sbom",
    "tarballs",
]

# Files of `tar_runfiles`, <name>.<what is here>.json, that are not the descriptors of layers.
_OTHER_FILES = [
    "cdx",
    "config",
    "direct.config",
    "spdx",
]

_NAME_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

def group_order(names):
    """The order of groups, bottom to top, most stable first.

    Args:
        names: the groups' names, in the order of the user.

    Returns:
        The same, with the layers that are always there where the user did not place them: `interpreter` lowest, `external` and then
        `main` last.
    """
    return (
        [INTERPRETER for _ in range(1) if INTERPRETER not in names] +
        names +
        [name for name in (EXTERNAL, MAIN) if name not in names]
    )

def layer_name_fault(name):
    """Checks a layer's name, which becomes a part of file names and an output group.

    Args:
        name: of the layer.

    Returns:
        What is wrong, None if nothing is.
    """
    if not name:
        return "it is empty"
    for character in name.elems():
        if character not in _NAME_CHARACTERS:
            return "it has \"{}\": use letters, digits, \".\", \"_\" and \"-\"".format(character)
    if name[0] in "._-":
        return "it begins with \"{}\"".format(name[0])
    if name in OUTPUT_GROUPS:
        return "it is the name of another output group"
    if name in _OTHER_FILES:
        return "its descriptor and another file would both be <name>.{}.json".format(name)
    return None
