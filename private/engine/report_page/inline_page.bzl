"""Makes C++ of a page and the files that it names."""

def _inline_page_impl(ctx):
    output = ctx.actions.declare_file(ctx.label.name + ".cc")
    args = ctx.actions.args()
    args.add(ctx.file.page)
    args.add(output)
    ctx.actions.run(
        mnemonic = "InlinePage",
        progress_message = "Inlining %{input}",
        executable = ctx.executable._inline_page,
        arguments = [args],
        inputs = [ctx.file.page] + ctx.files.parts,
        outputs = [output],
        toolchain = None,
    )
    return [DefaultInfo(files = depset([output]))]

inline_page = rule(
    implementation = _inline_page_impl,
    attrs = {
        "page": attr.label(
            allow_single_file = [".html"],
            doc = "The page.",
            mandatory = True,
        ),
        "parts": attr.label_list(
            allow_files = True,
            doc = "The files that it names, by paths relative to it.",
        ),
        "_inline_page": attr.label(
            cfg = "exec",
            default = Label("//private/engine/report_page:inline_page"),
            executable = True,
        ),
    },
    doc = "A C++ file, `<name>.cc`, that defines `kPageTemplate` of `page_template.h`.",
)
