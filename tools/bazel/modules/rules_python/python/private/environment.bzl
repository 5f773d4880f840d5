"""What the machine gives to repository rules."""

CPYTHON = "PYVENV_CPYTHON"
WHEELHOUSE = "PYVENV_WHEELHOUSE"

def machine(os):
    """The CPU as Python names it.

    Args:
        os: repository_ctx.os or module_ctx.os

    Returns:
        str, such as x86_64
    """
    return {
        "amd64": "x86_64",
        "arm64": "aarch64",
    }.get(os.arch, os.arch)

def run(rctx, *command):
    """Runs a command; the build fails if it does.

    Args:
        rctx: repository_ctx
        *command: its words

    Returns:
        str, what it printed
    """
    result = rctx.execute(command)
    if result.return_code:
        fail("{}: {}".format(" ".join([str(word) for word in command]), result.stderr.strip()))
    return result.stdout.strip()

def cpython(rctx, minor):
    """The directory `usr` of the unpacked Debian packages of CPython.

    Args:
        rctx: repository_ctx
        minor: the version, such as 3.11

    Returns:
        path
    """
    directory = rctx.os.environ.get(CPYTHON)
    if not directory:
        fail("set --repo_env={} to a directory that holds usr/bin/python{}".format(CPYTHON, minor))
    usr = rctx.path(directory).get_child("usr")
    if not usr.get_child("bin").get_child("python" + minor).exists:
        fail("{}={}: there is no usr/bin/python{}".format(CPYTHON, directory, minor))
    return usr
