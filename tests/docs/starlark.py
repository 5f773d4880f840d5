"""Code blocks of BUILD files: read by buildifier, and analysed by Bazel."""

import pathlib
import re
import subprocess

_RULES = {
    "layer_settings": "@rules_pkg_pyvenv//:defs.bzl",
    "py_binary": "@rules_python//python:defs.bzl",
    "tar_runfiles": "@rules_pkg_pyvenv//:defs.bzl",
    "tar_runfiles_test": "@rules_pkg_pyvenv//:defs.bzl",
}


def syntax_fault(block, buildifier):
    """What buildifier says against the block as it stands; empty if it can be read."""
    kind = "module" if "bazel_dep(" in block.text else "build"
    done = subprocess.run(
        [buildifier, "-mode=fix", "-type=" + kind, "-lint=off"],
        input=block.text,
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stderr


def build_file(block):
    """The block as a whole BUILD file: with the loads that it leaves out, and the targets that it names."""
    loads = [
        f'load("{source}", "{rule}")\n'
        for rule, source in _RULES.items()
        if re.search(rf"\b{rule}\(", block.text) and not re.search(rf'^load\(.*"{rule}"', block.text, re.MULTILINE)
    ]
    text = block.text
    if _is_attribute(block):
        loads = [f'load("{_RULES["tar_runfiles"]}", "tar_runfiles")\n']
        text = f'tar_runfiles(name = "tar", py_binary = ":app",\n{text.rstrip()},\n)\n'
    return "".join(loads) + 'load("//:manual.bzl", "undefined_targets")\n' + text + "undefined_targets()\n"


def _is_attribute(block):
    """Whether it is no more than an attribute of tar_runfiles, `layer_groups = {...}`."""
    return re.match(r"\w+ = ", block.text) is not None


def analyse(blocks, workspace):
    """Has Bazel analyse each block as a package of its own: {block: what is wrong}."""
    packages = {f"manual/{block.page.replace('.', '_')}/{block.line}": block for block in blocks}
    for package, block in packages.items():
        directory = pathlib.Path(workspace.directory, package)
        directory.mkdir(parents=True)
        (directory / "BUILD.bazel").write_text(build_file(block), encoding="utf-8")
        for source in ["app.py", "server.py", "worker.py"]:
            (directory / source).touch()
    status, output = workspace.run("bazel build --nobuild --keep_going //manual/...")
    if status == 0:
        return {}
    wrong = {block: output for package, block in packages.items() if f"{package}:" in output or f"{package}/" in output}
    return wrong or {blocks[0]: output}
