"""Paths below the root of a runfiles tree (RF), and in the image."""

# What programs look up to turn the name of a repository, as its users write it, into its directory below RF.
REPO_MAPPING = "_repo_mapping"

# What Bazel writes at the root of the tree: paths of the machine that built. Launchers that find it trust it.
MANIFEST = "MANIFEST"

def runfiles_path(short_path, workspace_name):
    """Where Bazel puts what has this short path.

    Args:
        short_path: `File.short_path`, or anything else that is relative to the main repository: `pkg/x`, `../repo/pkg/x`.
        workspace_name: `ctx.workspace_name`, the directory of the main repository.

    Returns:
        A path relative to RF.
    """
    if short_path.startswith("../"):
        return short_path[len("../"):]
    return workspace_name + "/" + short_path

def empty_file_path(name, workspace_name):
    """Where Bazel puts an entry of `runfiles.empty_filenames`.

    With `--legacy_external_runfiles` (the default of Bazel 7) the name of a file in another repository may begin with `external/`
    in place of `../`.

    Args:
        name: an item of `runfiles.empty_filenames`.
        workspace_name: `ctx.workspace_name`.

    Returns:
        A path relative to RF.
    """
    if name.startswith("external/"):
        return name[len("external/"):]
    return runfiles_path(name, workspace_name)

def relative_link(link, target):
    """The text of a symbolic link.

    Args:
        link: where the link is, relative to RF.
        target: what it names, relative to RF.

    Returns:
        The way from the link's directory to the target.
    """
    source = link.split("/")[:-1]
    wanted = target.split("/")
    shared = 0
    for have, want in zip(source, wanted[:-1]):
        if have != want:
            break
        shared += 1
    return "/".join([".."] * (len(source) - shared) + wanted[shared:])

def parent(path):
    """The directory of a path, "" for a path without one."""
    return path.rpartition("/")[0]

def image_path(attribute, text):
    """The value of an attribute as a path in the image.

    Args:
        attribute: its name, for the message.
        text: its value, such as `entrypoint` or `/usr/bin/app`.

    Returns:
        The path relative to the root of the image; fails for what is none.
    """
    path = text.removeprefix("/")
    for part in path.split("/"):
        if part in ("", ".", "..") or part.startswith(".wh."):
            fail("{}: \"{}\" is no path of a file in an image: write it like \"entrypoint\" or \"/usr/bin/app\"".format(attribute, text))
    return path
