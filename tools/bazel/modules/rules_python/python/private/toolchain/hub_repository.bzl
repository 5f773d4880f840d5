"""The repository whose toolchains this module registers."""

_BUILD = """\
toolchain(
    name = "python_toolchain",
    toolchain = "@{repository}//:python_runtimes",
    toolchain_type = "@rules_python//python:toolchain_type",
)
"""

def _hub_repository_impl(rctx):
    rctx.file("BUILD.bazel", _BUILD.format(repository = rctx.attr.repository), executable = False)

hub_repository = repository_rule(
    implementation = _hub_repository_impl,
    attrs = {"repository": attr.string(mandatory = True)},
)
