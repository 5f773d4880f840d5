"""The repository that users name: an alias for each distribution, and requirements.bzl."""

_TARGETS = ["pkg", "whl", "data", "dist_info", "extracted_whl_files"]

_ALIAS = """\
alias(
    name = "{name}",
    actual = "{actual}",
)
"""

_REQUIREMENTS = """\
"\""Labels of the locked distributions."\""

load("@rules_python//python/private:names.bzl", "normalize_name")

all_requirements = {pkg}

all_whl_requirements_by_package = {whl}

all_whl_requirements = all_whl_requirements_by_package.values()

all_data_requirements = {data}

def _label(name, target):
    return "@@{hub}//" + normalize_name(name) + ":" + target

def requirement(name):
    return _label(name, "pkg")

def whl_requirement(name):
    return _label(name, "whl")

def data_requirement(name):
    return _label(name, "data")

def dist_info_requirement(name):
    return _label(name, "dist_info")
"""

def _hub_repository_impl(rctx):
    for package in rctx.attr.packages:
        aliases = ["package(default_visibility = [\"//visibility:public\"])\n"]
        if package not in _TARGETS:
            aliases.append(_ALIAS.format(name = package, actual = ":pkg"))
        for target in _TARGETS:
            aliases.append(_ALIAS.format(
                name = target,
                actual = "@{}_{}//:{}".format(rctx.attr.prefix, package, target),
            ))
        rctx.file(package + "/BUILD.bazel", "\n".join(aliases), executable = False)

    def labels(target):
        return ["@@{}//{}:{}".format(rctx.name, package, target) for package in rctx.attr.packages]

    rctx.file("BUILD.bazel", "exports_files([\"requirements.bzl\"])\n", executable = False)
    rctx.file("requirements.bzl", _REQUIREMENTS.format(
        data = labels("data"),
        hub = rctx.name,
        pkg = labels("pkg"),
        whl = dict(zip(rctx.attr.packages, labels("whl"))),
    ), executable = False)

hub_repository = repository_rule(
    implementation = _hub_repository_impl,
    attrs = {
        "packages": attr.string_list(),
        "prefix": attr.string(mandatory = True, doc = "What the names of the wheels' repositories start with."),
    },
)
