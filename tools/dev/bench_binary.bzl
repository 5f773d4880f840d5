"""For ./dev bench: an executable with many runfiles."""

def _bench_binary_impl(ctx):
    executable = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.write(executable, "#!/bin/sh\n", is_executable = True)
    files = ctx.files.data
    links = {
        "{}/app/_app.venv/lib/python3.11/site-packages/link_{}.py".format(ctx.workspace_name, i): files[i * len(files) // ctx.attr.links]
        for i in range(ctx.attr.links)
    }
    runfiles = ctx.runfiles([executable], transitive_files = depset(files), root_symlinks = links)
    return [DefaultInfo(executable = executable, runfiles = runfiles)]

bench_binary = rule(
    implementation = _bench_binary_impl,
    attrs = {
        "data": attr.label_list(allow_files = True),
        "links": attr.int(doc = "How many symlink entries, spread over the files."),
    },
    executable = True,
)
