"""Programs that are nothing but their runfiles, sound ones or not."""

def _runfiles_binary_impl(ctx):
    executable = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(executable, "#!/bin/sh\n", is_executable = True)
    files = list(ctx.files.srcs)
    for name, text in ctx.attr.raw_links.items():
        link = ctx.actions.declare_symlink(ctx.label.name + "/" + name)
        ctx.actions.symlink(output = link, target_path = text)
        files.append(link)
    for name in ctx.attr.generated:
        file = ctx.actions.declare_file(ctx.label.name + "/" + name)
        ctx.actions.write(file, "generated\n")
        files.append(file)
    return DefaultInfo(
        executable = executable,
        runfiles = ctx.runfiles(
            files,
            symlinks = {path: files[0] for path in ctx.attr.symlinks},
        ),
    )

runfiles_binary = rule(
    implementation = _runfiles_binary_impl,
    attrs = {
        "generated": attr.string_list(doc = "Paths of generated files, relative to a directory named after the target."),
        "raw_links": attr.string_dict(doc = "Paths of raw links, relative to the same directory, and their texts."),
        "srcs": attr.label_list(allow_files = True, doc = "Runfiles."),
        "symlinks": attr.string_list(doc = "Paths of symlink entries, relative to the main repository; they name the first runfile."),
    },
    executable = True,
)
