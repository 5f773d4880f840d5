"""Tests of what `tar_runfiles` has to say about a binary."""

load("@bazel_skylib//rules:diff_test.bzl", "diff_test")
load("@rules_shell//shell:sh_test.bzl", "sh_test")
load("//:defs.bzl", "tar_runfiles")

def validation_test(name, py_binary, expected, counts = True, **options):
    """Compares the report of the validation with a file.

    Args:
        name: of the test.
        py_binary: what to pack.
        expected: file with the report.
        counts: whether it has the line of counts, which a rules_python has its part in.
        **options: further attributes of `tar_runfiles`.
    """
    tar_runfiles(
        name = name + "_tar",
        py_binary = py_binary,
        **options
    )
    native.filegroup(
        name = name + "_report",
        srcs = [name + "_tar"],
        output_group = "_validation",
    )
    if not counts:
        native.genrule(
            name = name + "_findings",
            srcs = [name + "_report"],
            outs = [name + "_findings.txt"],
            cmd = "tail -n +2 $< >$@",
        )
    diff_test(
        name = name,
        file1 = expected,
        file2 = name + ("_report" if counts else "_findings"),
    )

def is_clean_test(name, layers):
    """Tests that the validation finds nothing wrong.

    Args:
        name: of the test.
        layers: a `tar_runfiles` target.
    """
    native.filegroup(
        name = name + "_report",
        srcs = [layers],
        output_group = "_validation",
    )
    sh_test(
        name = name,
        size = "small",
        srcs = [Label(":is_clean_test.sh")],
        args = ["$(rootpath {}_report)".format(name)],
        data = [name + "_report"],
    )
