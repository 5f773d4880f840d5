"""Writes the links that the stand-in rules_python plans for the wheels of wheels.json."""

load("@rules_python//python/private/venv:links.bzl", "library_entries", "plan_links")  # buildifier: disable=bzl-visibility
load(":wheels.bzl", "WHEELS_JSON")

_PACKAGE = "pkg"
_SITE_PACKAGES = "_app.venv/lib/python3.11/site-packages"
_WORKSPACE = "_main"

def _entries(layout):
    entries = []
    for repository, wheel in json.decode(WHEELS_JSON).items():
        entries.extend(library_entries(
            files = [struct(short_path = "../{}/site-packages/{}".format(repository, f)) for f in wheel["files"]],
            root = "site-packages",
            workspace = _WORKSPACE,
            layout = layout,
            package = wheel["name"],
            version = wheel["version"],
        ))
    return entries

def venv_links_json(layout, repository = ""):
    """Plans the links of a binary that depends on all of the wheels.

    Args:
        layout: the version of rules_python to follow.
        repository: canonical name of the binary's repository, "" for the main one.

    Returns:
        str, a JSON text as that of the golden files
    """
    plan = plan_links(_entries(layout), _SITE_PACKAGES, _PACKAGE, repository, _WORKSPACE)
    package = "../{}/{}".format(repository, _PACKAGE) if repository else _PACKAGE
    raw_links = {package + "/" + path: text for path, text in plan.raw_links.items()}
    root_symlinks = {path: file.short_path for path, file in plan.root_symlinks.items()}
    fields = [
        ("rules_python", layout),
        ("binary", ("@@" + repository if repository else "") + "//{}:app".format(_PACKAGE)),
        ("raw_links", raw_links),
        ("root_symlinks", root_symlinks),
    ]

    # json.encode would sort the fields; the golden files do not.
    return "{\n" + ",\n".join([
        " \"{}\": {}".format(name, json.encode_indent(value, prefix = " ", indent = " "))
        for name, value in fields
    ]) + "\n}"

def _venv_links_impl(ctx):
    output = ctx.actions.declare_file(ctx.label.name + ".json")
    ctx.actions.write(output, venv_links_json(ctx.attr.layout, ctx.attr.repository) + "\n")
    return [DefaultInfo(files = depset([output]))]

venv_links = rule(
    implementation = _venv_links_impl,
    attrs = {
        "layout": attr.string(mandatory = True),
        "repository": attr.string(),
    },
)

def _wheels_json_impl(ctx):
    output = ctx.actions.declare_file(ctx.label.name + ".json")
    ctx.actions.write(output, WHEELS_JSON)
    return [DefaultInfo(files = depset([output]))]

wheels_json = rule(implementation = _wheels_json_impl)
