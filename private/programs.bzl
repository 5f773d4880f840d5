"""The programs of an image, and where in it they start."""

load(":runfiles_paths.bzl", "image_path")

def programs_of(ctx):
    """What the image is to start.

    Args:
        ctx: the rule's context.

    Returns:
        [struct(binary, executable, entrypoint)], the way in relative to the root of the image; fails for what names no program.
    """
    if bool(ctx.attr.py_binary) == bool(ctx.attr.py_binaries):
        fail("py_binary, py_binaries: name one binary with the first or several with the second")
    entrypoints = {ctx.attr.py_binary: ctx.attr.entrypoint} if ctx.attr.py_binary else ctx.attr.py_binaries
    return [
        struct(
            binary = binary,
            entrypoint = image_path("py_binaries" if ctx.attr.py_binaries else "entrypoint", entrypoint),
            executable = binary[DefaultInfo].files_to_run.executable,
        )
        for binary, entrypoint in entrypoints.items()
    ]

def check_entrypoints(programs, root, launcher):
    """Fails where programs would be in one another's way.

    Args:
        programs: of `programs_of`.
        root: where RF is in the image.
        launcher: the attribute.
    """
    seen = {}
    for program in programs:
        if not program.executable:
            fail("py_binaries: {} is no binary".format(program.binary.label))
        paths = [program.entrypoint, own_root(program)] + ([launch_file(program)] if launcher == "native" else [])
        for path in paths:
            if _overlap(path, root) and not (path == root and path == own_root(program)):
                fail("entrypoint: \"{}\" and the runfiles at \"{}\" do not fit beside one another".format(program.entrypoint, root))
            for other, label in seen.items():
                if _overlap(path, other):
                    fail("py_binaries: {} and {} both want \"{}\" in the image".format(label, program.binary.label, path))
        seen.update({path: program.binary.label for path in paths})

def _overlap(a, b):
    return (a + "/").startswith(b + "/") or (b + "/").startswith(a + "/")

def own_root(program):
    """Where the launcher of a program looks for its runfiles."""
    return program.entrypoint + ".runfiles"

def launch_file(program):
    """Where the native launcher of a program looks for what to start."""
    return program.entrypoint + ".launch"
