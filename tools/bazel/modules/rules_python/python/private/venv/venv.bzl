"""Makes the virtual environment of a py_binary."""

load("//python/private:paths.bzl", "join", "relative_link", "under_runfiles")
load("//python/private:py_info.bzl", "PyInfo")
load(":links.bzl", "plan_links")

def _interpreter(ctx, directory, runtime, interpreter_path, declare_symlink):
    """The venv's bin/python3: a link whose text is final, or a note of where Python is."""
    name = "{}/bin/{}".format(directory, interpreter_path.rpartition("/")[2])
    if not declare_symlink:
        note = ctx.actions.declare_file(name)
        ctx.actions.write(note, "actual:" + interpreter_path)
        return note
    link = ctx.actions.declare_symlink(name)
    text = interpreter_path
    if runtime.interpreter:
        text = relative_link(under_runfiles(ctx.workspace_name, link.short_path), interpreter_path)
    ctx.actions.symlink(output = link, target_path = text)
    return link

def _same(value):
    return value

def _site_init(ctx, directory, runtime, imports, add_runfiles_root):
    output = ctx.actions.declare_file(directory + "/_bazel_site_init.py")
    computed = ctx.actions.template_dict()
    computed.add_joined("%imports%", imports, join_with = ":", map_each = _same)
    ctx.actions.expand_template(
        template = runtime.site_init_template,
        output = output,
        substitutions = {
            "%add_runfiles_root_to_sys_path%": "1" if add_runfiles_root else "0",
            "%import_all%": "True" if ctx.fragments.bazel_py.python_import_all_repositories else "False",
            "%site_init_runfiles_path%": ctx.workspace_name + "/" + output.short_path,
            "%workspace_name%": ctx.workspace_name,
        },
        computed_substitutions = computed,
    )
    return output

def _library_links(ctx, site_packages):
    """Links to the libraries: raw links as files, and symlink entries."""
    entries = depset(transitive = [
        dep[PyInfo].venv_symlinks
        for dep in ctx.attr.deps
        if PyInfo in dep
    ])
    plan = plan_links(
        entries.to_list(),
        venv_site_packages = site_packages,
        package = ctx.label.package,
        repository = ctx.label.repo_name,
        workspace = ctx.workspace_name,
    )
    links = []
    for path, text in plan.raw_links.items():
        link = ctx.actions.declare_symlink(path)
        ctx.actions.symlink(output = link, target_path = text)
        links.append(link)
    return links, ctx.runfiles(root_symlinks = plan.root_symlinks)

def make_venv(ctx, runtime, interpreter_path, imports, full, use_declare_symlink):
    """Makes the virtual environment of a py_binary.

    Args:
        ctx: the rule's context.
        runtime: PyRuntimeInfo.
        interpreter_path: str, the base interpreter, absolute or relative to the runfiles root.
        imports: depset of str, directories for sys.path, relative to the runfiles root.
        full: bool, whether it has an interpreter and a pyvenv.cfg (bootstrap_impl=script).
        use_declare_symlink: bool, whether the interpreter is a link.

    Returns:
        struct(root, site_packages, interpreter, files, runfiles, recreate_at_runtime, under_runfiles)
    """
    directory = "_{}.venv".format(ctx.label.name.rpartition("/")[2].lstrip("_"))
    version = runtime.interpreter_version_info
    site_packages = "lib/python{}.{}{}/site-packages".format(
        version.major,
        version.minor,
        "t" if "t" in runtime.abi_flags else "",
    )
    in_package = directory + "/" + site_packages

    pth = ctx.actions.declare_file(in_package + "/bazel.pth")
    ctx.actions.write(pth, "import _bazel_site_init\n")
    files = [pth, _site_init(ctx, in_package, runtime, imports, add_runfiles_root = not full)]
    links, runfiles = _library_links(ctx, in_package)
    files.extend(links)

    interpreter = None
    declare_symlink = use_declare_symlink and runtime.supports_build_time_venv
    if full:
        # Python takes its directory for a venv only if this file is there; nothing needs to be in it.
        config = ctx.actions.declare_file(directory + "/pyvenv.cfg")
        ctx.actions.write(config, "")
        interpreter = _interpreter(ctx, directory, runtime, interpreter_path, declare_symlink)
        files.extend([config, interpreter])

    return struct(
        root = join(ctx.label.repo_name or ctx.workspace_name, ctx.label.package, directory),
        site_packages = site_packages,
        interpreter = interpreter,
        files = files,
        runfiles = runfiles,
        recreate_at_runtime = full and not declare_symlink,
        under_runfiles = lambda file: under_runfiles(ctx.workspace_name, file.short_path),
    )
