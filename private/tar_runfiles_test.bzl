"""The rule `tar_runfiles_test`: a program runs from its layers as it will in an image."""

load(":providers.bzl", "TarRunfilesInfo")
load(":runfiles_paths.bzl", "image_path")

def _tar_runfiles_test_impl(ctx):
    info = ctx.attr.layers[TarRunfilesInfo]
    layers = [layer.tar for layer in info.layers]
    config = ctx.file.config or _start_config(ctx, info)
    inputs = layers + [config] + ctx.files.base
    words = ["run", "--config=" + config.short_path, "--base-from-host=" + _base_from_host(ctx, info)]
    words += ["--base=" + file.short_path for file in ctx.files.base]
    words += ["--host-file=" + name for name in ctx.attr.host_files]
    words += ["--env={}={}".format(name, value) for name, value in ctx.attr.env.items()]
    words += ["--import=" + module for module in ctx.attr.imports]
    words += ["--expect-contains=" + text for text in ctx.attr.expected_texts]
    words.append("--expect-status={}".format(ctx.attr.expected_status))
    if ctx.file.expected_stdout:
        words.append("--expect-stdout=" + ctx.file.expected_stdout.short_path)
        inputs.append(ctx.file.expected_stdout)
    if ctx.attr.user:
        words.append("--user=" + ctx.attr.user)
    for flag in ["imports_only", "require_isolation", "tmp"]:
        if getattr(ctx.attr, flag):
            words.append("--" + flag.replace("_", "-"))

    tool = ctx.attr._pkg_pyvenv[DefaultInfo]
    launcher = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.write(
        launcher,
        _LAUNCHER.format(
            command = " ".join([_quoted(word) for word in [tool.files_to_run.executable.short_path] + words]),
            layers = " ".join([_quoted(layer.short_path) for layer in layers]),
        ),
        is_executable = True,
    )
    runfiles = ctx.runfiles(inputs).merge(tool.default_runfiles)
    return [DefaultInfo(executable = launcher, runfiles = runfiles)]

# Tests start in the directory that short paths are relative to. What is extracted is theirs, and may be too big for /tmp. Without
# arguments "--" says nothing, so that a Cmd in the config stands.
_LAUNCHER = """\
#!/bin/sh
export TMPDIR="${{TEST_TMPDIR:-${{TMPDIR:-/tmp}}}}"
[ "$#" -eq 0 ] || set -- -- "$@"
exec {command} {layers} "$@"
"""

def _quoted(word):
    return "'" + word.replace("'", "'\\''") + "'"

def _start_config(ctx, info):
    """The config by which the image starts the program, as `start` wants it."""
    path = image_path("entrypoint", ctx.attr.entrypoint) if ctx.attr.entrypoint else info.image_configs.keys()[0]
    if path not in info.image_configs:
        fail("entrypoint: {} has no \"{}\", but {}".format(ctx.attr.layers.label, path, ", ".join(info.image_configs)))
    if ctx.attr.start == "entrypoint":
        return info.image_configs[path]
    config = info.direct_image_configs.get(path)
    if not config:
        fail("start: {} starts \"{}\" by its launcher only; remove start = \"direct\", or write a config".format(ctx.attr.layers.label, path))
    return config

def _base_from_host(ctx, info):
    if ctx.attr.base_from_host != "auto":
        return ctx.attr.base_from_host
    if ctx.files.base:
        return "none"

    # The launchers of rules_python need a shell or a Python.
    is_by_launcher = ctx.attr.start == "entrypoint" and not ctx.file.config
    return "usr" if is_by_launcher and info.launcher == "rules_python" else "libraries"

tar_runfiles_test = rule(
    implementation = _tar_runfiles_test_impl,
    attrs = {
        "base": attr.label_list(
            allow_files = True,
            doc = "What lies below the layers, bottom to top, each a tar of a root file system or of a layer, a directory with one, or an " +
                  "OCI image layout, such as the `oci_pull` target that is the `base` of an `oci_image`.",
        ),
        "base_from_host": attr.string(
            default = "auto",
            doc = """What the machine that runs the test lends below `base`: `none`; `libraries`: the dynamic linker, libc, libstdc++ and
the like, and no shell; `usr`: all its programs and libraries. `auto` is `none` where there is a `base`; else `usr` for the start by a
launcher of rules_python, which needs a shell or a Python, and `libraries` for any other.""",
            values = ["auto", "none", "libraries", "usr"],
        ),
        "config": attr.label(
            allow_single_file = True,
            doc = "A JSON file that says how to start the program in place of `start` and `entrypoint`: the `config` object of an OCI image " +
                  "(`Entrypoint`, `Cmd`, `Env`, `WorkingDir`, `User`), or a whole image configuration.",
        ),
        "entrypoint": attr.string(
            doc = "Which of several binaries to start, by its path in the image; default: the first.",
        ),
        "env": attr.string_dict(
            doc = "Variables of the program's environment, beside those of the image's config. It has no others.",
        ),
        "expected_status": attr.int(
            default = 0,
            doc = "The exit status that the program must have; 128 and a signal's number if a signal is to end it.",
        ),
        "expected_stdout": attr.label(
            allow_single_file = True,
            doc = "A file with all that the program must print on standard output, byte for byte.",
        ),
        "expected_texts": attr.string_list(
            doc = "Texts that the program must print on standard output, among others.",
        ),
        "host_files": attr.string_list(
            doc = "Files of the machine that runs the test to copy below `base`, each with the libraries that it needs: absolute paths of " +
                  "programs (`/bin/bash`), or names of shared libraries (`libz.so.1`).",
        ),
        "imports": attr.string_list(
            doc = "Modules that the program must be able to import where it does its own imports: behind its launcher, in its " +
                  "interpreter, with its `sys.path`. Each is imported by a start of its own, before the program runs.",
        ),
        "imports_only": attr.bool(
            doc = "Whether the program itself is not run: for one that does not end by itself.",
        ),
        "layers": attr.label(
            doc = "The `tar_runfiles` target.",
            mandatory = True,
            providers = [TarRunfilesInfo],
        ),
        "require_isolation": attr.bool(
            doc = "Whether the test fails where the machine allows no namespaces. Otherwise it does what can be done without, and says " +
                  "`NOT ISOLATED` in its log.",
        ),
        "start": attr.string(
            default = "entrypoint",
            doc = "How the image is to start the program: `entrypoint`, by the link to its launcher (`TarRunfilesInfo.image_config`), or " +
                  "`direct`, by its interpreter, without a shell (`TarRunfilesInfo.direct_image_config`).",
            values = ["direct", "entrypoint"],
        ),
        "tmp": attr.bool(
            doc = "Whether the program has an empty `/tmp` that it may write to.",
        ),
        "user": attr.string(
            doc = "Whom the program runs as, `UID` or `UID:GID`; default: the image config's user, or else somebody who is not root.",
        ),
        # For the platform that the test is for, on which it runs.
        "_pkg_pyvenv": attr.label(
            cfg = "target",
            default = Label("//private/engine:pkg_pyvenv"),
            executable = True,
        ),
    },
    doc = """Tests that a program runs from its layers as it will in an image.

The layers of a `tar_runfiles` target are laid over a base and become the root directory of the program, which runs there as it does in
a hardened container: read-only, not as root, without a network, with an empty environment; nothing of the build is in sight, so that a
path of the build machine or a file that is in no layer shows. `args` are the program's. The test passes if the program ends with
`expected_status`, prints what it must, and leaves the root as it was.

Isolation takes bubblewrap (`bwrap` on `PATH`) and user namespaces, on the machine that runs the test. `docs/testing.md` has more.""",
    test = True,
)
