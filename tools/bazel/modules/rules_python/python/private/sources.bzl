"""What a Python target reads from its own attributes."""

load(":paths.bzl", "join", "normalize")

def python_sources(ctx):
    """The .py files among srcs."""
    return [file for file in ctx.files.srcs if file.extension == "py"]

def import_directories(ctx):
    """The attribute `imports`, relative to the runfiles root.

    Args:
        ctx: the rule's context.

    Returns:
        list of str
    """
    here = join(ctx.label.repo_name or ctx.workspace_name, ctx.label.package)
    result = []
    for path in ctx.attr.imports:
        path = ctx.expand_make_variables("imports", path, {})
        if path.startswith("/"):
            continue
        directory = normalize(here + "/" + path)
        if directory.startswith(".."):
            fail("imports: '{}' leads out of the repository".format(path))
        result.append(directory)
    return result
