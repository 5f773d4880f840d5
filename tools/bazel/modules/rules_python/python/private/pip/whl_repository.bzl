"""A repository with one installed wheel."""

load("//python/private:environment.bzl", "CPYTHON", "WHEELHOUSE", "cpython", "machine", "run")
load("//python/private:names.bzl", "normalize_name")
load(":markers.bzl", "marker_environment")
load(":requirements.bzl", "dependencies")

_BUILD = """\
load("@rules_python//python/private/pip:whl_targets.bzl", "whl_targets")

package(default_visibility = ["//visibility:public"])

whl_targets(
    name = {wheel},
    create_namespace_inits = {create_namespace_inits},
    dependencies = {dependencies},
    hub = {hub},
    namespace_package_files = {namespaces},
    tags = {tags},
)
"""

def _find_wheel(rctx):
    """The wheel in the wheelhouse whose SHA-256 is in the lock file."""
    wanted = "{}=={}".format(rctx.attr.distribution, rctx.attr.version)
    house = rctx.os.environ.get(WHEELHOUSE)
    if not house:
        fail("{}: set --repo_env={} to a directory of wheels".format(wanted, WHEELHOUSE))
    directory = rctx.path(house)
    if not directory.exists:
        fail("{}: there is no directory {} ({})".format(wanted, house, WHEELHOUSE))

    rejected = []
    for file in sorted(directory.readdir(watch = "no"), key = str):
        parts = file.basename.split("-")
        if not file.basename.endswith(".whl") or normalize_name(parts[0]) != rctx.attr.distribution:
            continue
        if run(rctx, "sha256sum", file).split(" ")[0].lstrip("\\") in rctx.attr.hashes:
            return file
        rejected.append(file.basename)
    fail("{}: no wheel in {} has a SHA-256 that the lock file lists{}".format(
        wanted,
        house,
        " (seen: {})".format(", ".join(rejected)) if rejected else "",
    ))

def _install(rctx, wheel):
    # The real one leaves the wheel in the repository too.
    rctx.symlink(wheel, wheel.basename)
    minor = ".".join(rctx.attr.python_version.split(".")[:2])
    python = cpython(rctx, minor).get_child("bin").get_child("python" + minor)
    run(rctx, python, "-I", "-B", rctx.path(Label(":install_wheel.py")), wheel)

def _dist_info(rctx):
    found = [d for d in rctx.path("site-packages").readdir() if d.basename.endswith(".dist-info")]
    if len(found) != 1:
        fail("{}: {} .dist-info directories".format(rctx.attr.distribution, len(found)))
    return found[0]

def _metadata(rctx, dist_info):
    """The header fields of METADATA, each a list."""
    fields = {}
    for line in rctx.read(dist_info.get_child("METADATA")).splitlines():
        name, colon, value = line.partition(":")
        if not line:
            break
        if colon and not line[0].isspace():
            fields.setdefault(name.lower(), []).append(value.strip())
    return fields

def _namespace_package_files(rctx):
    """The __init__.py files of top-level packages that extend their own __path__."""
    found = []
    for directory in rctx.path("site-packages").readdir():
        init = directory.get_child("__init__.py")
        if "." in directory.basename or "-" in directory.basename or not init.exists:
            continue
        content = rctx.read(init)
        if "__path__ =" in content and "pkgutil" in content and "extend_path(" in content:
            found.append("site-packages/{}/__init__.py".format(directory.basename))
    return found

def _whl_repository_impl(rctx):
    wheel = _find_wheel(rctx)
    _install(rctx, wheel)
    dist_info = _dist_info(rctx)
    rctx.file(str(dist_info) + "/INSTALLER", "https://github.com/bazel-contrib/rules_python", executable = False)

    # These would end the package that the globs look into.
    run(rctx, "find", ".", "(", "-name", "BUILD", "-o", "-name", "BUILD.bazel", ")", "-type", "f", "-delete")

    metadata = _metadata(rctx, dist_info)
    rctx.file("BUILD.bazel", _BUILD.format(
        create_namespace_inits = not rctx.attr.enable_implicit_namespace_pkgs,
        dependencies = dependencies(
            rctx.attr.distribution,
            metadata.get("requires-dist", []),
            rctx.attr.extras,
            rctx.attr.known,
            marker_environment(rctx.attr.python_version, machine(rctx.os)),
        ),
        hub = repr(rctx.attr.hub),
        namespaces = _namespace_package_files(rctx),
        tags = [
            "pypi_name=" + metadata["name"][0],
            "pypi_version=" + metadata["version"][0],
        ],
        wheel = repr(wheel.basename),
    ), executable = False)

whl_repository = repository_rule(
    implementation = _whl_repository_impl,
    attrs = {
        "distribution": attr.string(mandatory = True, doc = "Normalized name."),
        "enable_implicit_namespace_pkgs": attr.bool(),
        "extras": attr.string_list(),
        "hashes": attr.string_list(mandatory = True, doc = "SHA-256 of every wheel that will do."),
        "hub": attr.string(mandatory = True),
        "known": attr.string_list(doc = "Normalized names of all distributions in the lock file."),
        "python_version": attr.string(mandatory = True),
        "version": attr.string(mandatory = True),
    },
    environ = [CPYTHON, WHEELHOUSE],
)
