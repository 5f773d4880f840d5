"""The extension `python`: interpreters as part of the build."""

load("//python/private:environment.bzl", "machine")
load("//python/private/toolchain:cpython_repository.bzl", "cpython_repository")
load("//python/private/toolchain:hub_repository.bzl", "hub_repository")

_MINOR = "3.11"

def _check_version(module, version):
    if version != _MINOR and not version.startswith(_MINOR + "."):
        fail("module {}: the stand-in for rules_python has CPython {} only, not {}".format(
            module.name,
            _MINOR,
            version,
        ))

def _python_impl(mctx):
    for module in mctx.modules:
        for tag in module.tags.toolchain + module.tags.defaults:
            if tag.python_version:
                _check_version(module, tag.python_version)
    repository = "python_{}_{}-unknown-linux-gnu".format(_MINOR.replace(".", "_"), machine(mctx.os))
    cpython_repository(name = repository, minor_version = _MINOR)
    hub_repository(name = "pythons_hub", repository = repository)

python = module_extension(
    implementation = _python_impl,
    tag_classes = {
        "defaults": tag_class(attrs = {
            "python_version": attr.string(),
            "python_version_env": attr.string(),
            "python_version_file": attr.label(),
        }),
        "toolchain": tag_class(attrs = {
            "configure_coverage_tool": attr.bool(),
            "ignore_root_user_error": attr.bool(default = True),
            "is_default": attr.bool(),
            "python_version": attr.string(mandatory = True),
        }),
    },
)
