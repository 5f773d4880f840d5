"""Attributes that py_binary, py_library and py_test share."""

SOURCE_ATTRS = {
    "data": attr.label_list(allow_files = True),
    "deps": attr.label_list(),
    "imports": attr.string_list(),
    "pyi_deps": attr.label_list(),
    "pyi_srcs": attr.label_list(allow_files = True),
    "srcs": attr.label_list(allow_files = [".py", ".py3"]),
    "srcs_version": attr.string(),
}
