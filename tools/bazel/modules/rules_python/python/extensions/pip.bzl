"""The extension `pip`: locked wheels as repositories."""

load("//python/private:environment.bzl", "machine")
load("//python/private/pip:hub_repository.bzl", "hub_repository")
load("//python/private/pip:markers.bzl", "marker_environment")
load("//python/private/pip:requirements.bzl", "parse_lock")
load("//python/private/pip:whl_repository.bzl", "whl_repository")

# For markers only; no distribution tells apart the micro versions of 3.11.
_PYTHON_VERSION = "3.11.2"

# Attributes of the real pip.parse that change nothing where wheels are at hand.
_WITHOUT_EFFECT = {
    "download_only": attr.bool(),
    "environment": attr.string_dict(),
    "envsubst": attr.string_list(),
    "experimental_extra_index_urls": attr.string_list(),
    "experimental_index_url": attr.string(),
    "experimental_index_url_overrides": attr.string_dict(),
    "experimental_target_platforms": attr.string_list(),
    "extra_pip_args": attr.string_list(),
    "isolated": attr.bool(default = True),
    "parallel_download": attr.bool(default = True),
    "python_interpreter": attr.string(),
    "python_interpreter_target": attr.label(),
    "quiet": attr.bool(default = True),
    "requirements_darwin": attr.label(),
    "requirements_windows": attr.label(),
    "simpleapi_skip": attr.string_list(),
    "target_platforms": attr.string_list(),
    "timeout": attr.int(default = 600),
}

def _read_lock(mctx, tag):
    lock = tag.requirements_linux or tag.requirements_lock
    if not lock:
        fail("pip.parse of {}: set requirements_lock".format(tag.hub_name))
    environment = marker_environment(_PYTHON_VERSION, machine(mctx.os))
    return parse_lock(mctx.read(lock), str(lock), environment)

def _parse(mctx, tag):
    if tag.python_version not in ("", "3.11") and not tag.python_version.startswith("3.11."):
        fail("pip.parse of {}: the stand-in for rules_python has CPython 3.11 only, not {}".format(
            tag.hub_name,
            tag.python_version,
        ))
    requirements = _read_lock(mctx, tag)
    names = [requirement.name for requirement in requirements]
    prefix = tag.hub_name + "_311"
    for requirement in requirements:
        whl_repository(
            name = "{}_{}".format(prefix, requirement.name),
            distribution = requirement.name,
            enable_implicit_namespace_pkgs = tag.enable_implicit_namespace_pkgs,
            extras = requirement.extras,
            hashes = requirement.hashes,
            hub = tag.hub_name,
            known = names,
            python_version = _PYTHON_VERSION,
            version = requirement.version,
        )
    hub_repository(name = tag.hub_name, packages = names, prefix = prefix)

def _pip_impl(mctx):
    seen = {}
    for module in mctx.modules:
        for tag in module.tags.parse:
            if tag.hub_name in seen:
                fail("module {}: hub_name {} is taken by module {}".format(
                    module.name,
                    tag.hub_name,
                    seen[tag.hub_name],
                ))
            seen[tag.hub_name] = module.name
            _parse(mctx, tag)

pip = module_extension(
    implementation = _pip_impl,
    tag_classes = {
        "parse": tag_class(attrs = _WITHOUT_EFFECT | {
            "enable_implicit_namespace_pkgs": attr.bool(),
            "hub_name": attr.string(mandatory = True),
            "python_version": attr.string(),
            "requirements_linux": attr.label(),
            "requirements_lock": attr.label(),
        }),
    },
)
