"""The programs of an image, and where in it they start."""

load(":python_start.bzl", "has_bash_launcher")
load(":runfiles_paths.bzl", "image_path")

# What bash takes words apart by, or takes for a pattern; its launcher has its own path unquoted.
_NOT_FOR_BASH = " \t\n*?["

def programs_of(ctx):
    """What the image is to start.

    Args:
        ctx: the rule's context.

    Returns:
        [struct(binary, executable, entrypoint)], the way in relative to the root of the image; fails for what names no program.
    """
    if bool(ctx.attr.py_binary) == bool(ctx.attr.py_binaries):
        fail("py_binary, py_binaries: name one binary with the first or several with the second")
    attribute = "py_binary" if ctx.attr.py_binary else "py_binaries"
    entrypoints = {ctx.attr.py_binary: ctx.attr.entrypoint} if ctx.attr.py_binary else ctx.attr.py_binaries
    for binary in entrypoints:
        if not binary[DefaultInfo].files_to_run.executable:
            fail("{}: {} is no executable target; name a py_binary, not a library".format(attribute, binary.label))
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
        if launcher == "rules_python" and has_bash_launcher(program.binary) and _has_any(program.entrypoint, _NOT_FOR_BASH):
            fail(("entrypoint: the launcher of {} is written in bash and does not start at \"{}\"; choose a path without spaces, \"*\", " +
                  "\"?\" and \"[\", or launcher = \"native\"").format(program.binary.label, program.entrypoint))
        paths = [program.entrypoint, own_root(program)] + ([launch_file(program)] if launcher == "native" else [])
        for path in paths:
            if _overlap(path, root) and not (path == root and path == own_root(program)):
                fail("entrypoint: \"{}\" and the runfiles at \"{}\" do not fit beside one another".format(program.entrypoint, root))
            for other, label in seen.items():
                if _overlap(path, other):
                    fail("py_binaries: {} and {} both want \"{}\" in the image".format(label, program.binary.label, path))
        seen.update({path: program.binary.label for path in paths})

def _has_any(text, characters):
    return any([character in text for character in characters.elems()])

def _overlap(a, b):
    return (a + "/").startswith(b + "/") or (b + "/").startswith(a + "/")

def own_root(program):
    """Where the launcher of a program looks for its runfiles."""
    return program.entrypoint + ".runfiles"

def launch_file(program):
    """Where the native launcher of a program looks for what to start."""
    return program.entrypoint + ".launch"
