"""A repository with a CPython, made from unpacked Debian packages."""

load("//python/private:environment.bzl", "CPYTHON", "cpython", "run")

_BUILD = """\
load("@rules_python//python/private/toolchain:cpython_targets.bzl", "cpython_targets")

package(default_visibility = ["//visibility:public"])

cpython_targets(
    name = "{name}",
    python_version = "{version}",
)
"""

def _cpython_repository_impl(rctx):
    minor = rctx.attr.minor_version
    usr = cpython(rctx, minor)
    python = "python" + minor
    for directory in ["bin", "lib", "include"]:
        source = usr.get_child(directory).get_child(python)
        if source.exists:
            run(rctx, "mkdir", "-p", directory)
            run(rctx, "cp", "-a", source, directory + "/")

    # Debian keeps its sitecustomize.py and parts of its headers elsewhere.
    run(rctx, "find", ".", "-xtype", "l", "-delete")
    for name in ["python3", "python"]:
        run(rctx, "ln", "-s", python, "bin/" + name)
    version = run(rctx, "bin/" + python, "-I", "-B", "-c", "import platform; print(platform.python_version())")
    rctx.file("BUILD.bazel", _BUILD.format(name = rctx.name, version = version), executable = False)

cpython_repository = repository_rule(
    implementation = _cpython_repository_impl,
    attrs = {"minor_version": attr.string(mandatory = True)},
    environ = [CPYTHON],
)
