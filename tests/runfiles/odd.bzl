"""Small rules that make runfiles of every kind, which ordinary rules make seldom or never."""

def _raw_link_impl(ctx):
    link = ctx.actions.declare_symlink(ctx.attr.out or ctx.label.name)
    ctx.actions.symlink(output = link, target_path = ctx.attr.text)
    return DefaultInfo(files = depset([link]))

raw_link = rule(
    implementation = _raw_link_impl,
    attrs = {
        "out": attr.string(doc = "Path of the link in this package; the target's name by default."),
        "text": attr.string(mandatory = True),
    },
    doc = "A link whose text is final (`declare_symlink`).",
)

def _cooked_link_impl(ctx):
    link = ctx.actions.declare_file(ctx.attr.out or ctx.label.name)
    ctx.actions.symlink(output = link, target_file = ctx.file.target)
    return DefaultInfo(files = depset([link]))

cooked_link = rule(
    implementation = _cooked_link_impl,
    attrs = {
        "out": attr.string(doc = "Path of the file in this package; the target's name by default."),
        "target": attr.label(allow_single_file = True, mandatory = True),
    },
    doc = "A file that is a link to another one on disk (`actions.symlink(target_file)`).",
)

def _tree_impl(ctx):
    directory = ctx.actions.declare_directory(ctx.attr.out or ctx.label.name)
    ctx.actions.run_shell(
        arguments = [directory.path],
        command = "set -eu; cd \"$1\"; " + ctx.attr.command,
        outputs = [directory],
    )
    return DefaultInfo(files = depset([directory]))

tree = rule(
    implementation = _tree_impl,
    attrs = {
        "command": attr.string(doc = "Shell words, run in the directory.", mandatory = True),
        "out": attr.string(doc = "Path of the directory in this package; the target's name by default."),
    },
    doc = "A tree artifact (`declare_directory`).",
)

def _written_impl(ctx):
    output = ctx.actions.declare_file(ctx.attr.out or ctx.label.name)
    ctx.actions.write(output, ctx.attr.content)
    return DefaultInfo(files = depset([output]))

written = rule(
    implementation = _written_impl,
    attrs = {
        "content": attr.string(),
        "out": attr.string(doc = "Path of the file in this package; the target's name by default."),
    },
    doc = "A generated file.",
)

def _configuration_impl(ctx):
    output = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.write(output, ctx.bin_dir.path + "\n")
    return DefaultInfo(files = depset([output]))

configuration = rule(
    implementation = _configuration_impl,
    doc = "A file that is another one in each configuration.",
)

def _odd_binary_impl(ctx):
    executable = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.write(executable, ctx.attr.content, is_executable = True)
    files = ctx.files.data + ctx.files.tools + ([executable] if ctx.attr.lists_executable else [])
    runfiles = ctx.runfiles(
        files,
        root_symlinks = _paths(ctx.attr.root_symlinks),
        symlinks = _paths(ctx.attr.symlinks),
    )
    for target in ctx.attr.data:
        runfiles = runfiles.merge(target[DefaultInfo].default_runfiles)
    return DefaultInfo(executable = executable, runfiles = runfiles)

def _paths(targets):
    """{target: paths, one a line} -> {path: file}"""
    return {
        path: target[DefaultInfo].files.to_list()[0]
        for target, paths in targets.items()
        for path in paths.split("\n")
    }

odd_binary = rule(
    implementation = _odd_binary_impl,
    attrs = {
        "content": attr.string(
            default = "#!/bin/sh\necho hello\n",
            doc = "Of the executable.",
        ),
        "data": attr.label_list(allow_files = True),
        "lists_executable": attr.bool(
            default = True,
            doc = "Whether the rule itself lists the executable in its runfiles.",
        ),
        "root_symlinks": attr.label_keyed_string_dict(
            allow_files = True,
            doc = "{file: paths below the root of the runfiles, one a line}",
        ),
        "symlinks": attr.label_keyed_string_dict(
            allow_files = True,
            doc = "{file: paths below the main repository's directory, one a line}",
        ),
        "tools": attr.label_list(
            allow_files = True,
            cfg = "exec",
            doc = "More files, built for the machine that builds.",
        ),
    },
    doc = "An executable with the runfiles that its attributes tell.",
    executable = True,
)
