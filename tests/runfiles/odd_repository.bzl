"""Another repository: with links among its sources, as the interpreter's has, and py_binaries."""

_FILES = {
    "app.py": "import beside\nprint(beside.WORD)\n",
    "imported/beside.py": "WORD = 'elsewhere'\n",
    "program": "#!/bin/sh\necho program\n",
    "source_directory/child": "child\n",
    "source_directory/deep/er/child": "deeper\n",
    "versions/python3.11": "not really a program\n",
}

_LINKS = {
    "chain": "versions/python3",
    "lib/__pycache__": "/dev/null",
    "looping_directory/deep/again": "../../looping_directory",
    "source_directory/link_to_child": "deep/../child",
    "versions/python": "python3",
    "versions/python3": "python3.11",
}

_BUILD = """
load("@rules_python//python:py_binary.bzl", "py_binary")
load("@rules_python//python:py_library.bzl", "py_library")

package(default_visibility = ["//visibility:public"])

exports_files(["directory_with_pipe", "looping_directory", "program", "source_directory", "source_directory/child"])

filegroup(
    name = "linked",
    srcs = glob(["versions/*"]) + ["chain"],
)

filegroup(
    name = "null_device",
    srcs = ["lib/__pycache__"],
)

py_library(
    name = "beside",
    srcs = ["imported/beside.py"],
    imports = ["imported"],
)

py_binary(
    name = "app",
    srcs = ["app.py"],
    deps = [":beside"],
)

[
    py_binary(
        name = "seen_" + bootstrap,
        srcs = ["seen.py"],
        config_settings = {"@rules_python//python/config_settings:bootstrap_impl": bootstrap},
        main = "seen.py",
        deps = [":beside"],
    )
    for bootstrap in ["script", "system_python"]
]
"""

def _odd_repository_impl(ctx):
    for path, content in _FILES.items():
        ctx.file(path, content, executable = False)
    for path, text in _LINKS.items():
        # ctx.symlink would make the text absolute.
        ctx.execute(["mkdir", "-p", path.rpartition("/")[0] or "."])
        made = ctx.execute(["ln", "-sfn", text, path])
        if made.return_code:
            fail(made.stderr)
    ctx.file("seen.py", ctx.read(Label("//tests/launchers:seen.py")), executable = False)
    ctx.execute(["mkdir", "-p", "directory_with_pipe", "source_directory/without_files"])
    ctx.execute(["mkfifo", "directory_with_pipe/pipe"])
    ctx.file("BUILD.bazel", _BUILD)

odd_repository = repository_rule(implementation = _odd_repository_impl)
