"""Analysis tests of tar_runfiles: outputs, output groups, provider, actions, failures."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("//:defs.bzl", "TarRunfilesInfo", "tar_runfiles")
load("//private:layer_names.bzl", "layer_name_fault")

# //example:app_tar: no wheel of nvidia or torch, so no layer of theirs.
_LAYERS = ["interpreter", "external", "main"]

def _names(files):
    return [file.basename for file in files]

def _outputs_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    tars = ["app_tar.%s.tar" % layer for layer in _LAYERS]

    # The order matters, and that nothing else is among them: rules_oci and rules_img take every file for a layer.
    asserts.equals(env, tars, _names(target[DefaultInfo].files.to_list()))
    asserts.equals(env, tars, _names(target[DefaultInfo].default_runfiles.files.to_list()))
    asserts.equals(env, None, target[DefaultInfo].files_to_run.executable)
    return analysistest.end(env)

def _output_groups_test_impl(ctx):
    env = analysistest.begin(ctx)
    groups = analysistest.target_under_test(env)[OutputGroupInfo]

    def files_of(name):
        return _names(getattr(groups, name).to_list())

    asserts.equals(env, ["app_tar.%s.tar" % layer for layer in _LAYERS], files_of("tarballs"))
    asserts.equals(env, ["app_tar.%s.mtree" % layer for layer in _LAYERS], files_of("listings"))
    asserts.equals(env, ["app_tar.%s.json" % layer for layer in _LAYERS], files_of("descriptors"))
    asserts.equals(env, ["app_tar.%s.manifest.jsonl" % layer for layer in _LAYERS], files_of("manifests"))
    asserts.equals(env, ["app_tar.%s.facts.jsonl" % layer for layer in _LAYERS], files_of("facts"))
    asserts.equals(env, [], files_of("bytecode_reports"))
    asserts.equals(env, ["app_tar.report.txt", "app_tar.report.html"], files_of("report"))
    asserts.equals(env, ["app_tar.spdx.json", "app_tar.cdx.json"], files_of("sbom"))
    asserts.equals(env, ["app_tar.config.json"], files_of("image_config"))
    asserts.equals(env, ["app_tar.direct.config.json"], files_of("direct_image_config"))
    for layer in _LAYERS:
        asserts.equals(env, ["app_tar.%s.tar" % layer], files_of(layer))
    asserts.false(env, hasattr(groups, "torch"))
    return analysistest.end(env)

def _provider_test_impl(ctx):
    env = analysistest.begin(ctx)
    info = analysistest.target_under_test(env)[TarRunfilesInfo]
    asserts.equals(env, _LAYERS, [layer.name for layer in info.layers])
    for layer in info.layers:
        base = "app_tar." + layer.name
        asserts.equals(env, base + ".tar", layer.tar.basename)
        asserts.equals(env, base + ".mtree", layer.listing.basename)
        asserts.equals(env, base + ".json", layer.descriptor.basename)
        asserts.equals(env, base + ".manifest.jsonl", layer.manifest.basename)
        asserts.equals(env, base + ".facts.jsonl", layer.facts.basename)
    asserts.equals(env, "app_tar.config.json", info.image_config.basename)
    asserts.equals(env, "app_tar.direct.config.json", info.direct_image_config.basename)
    asserts.equals(env, "rules_python", info.launcher)
    return analysistest.end(env)

def _names_that_are_taken_are_no_layers_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    groups = target[OutputGroupInfo]
    taken = [name for name in dir(groups) if type(getattr(groups, name)) == "depset"]
    files = [file.basename for action in analysistest.target_actions(env) for file in action.outputs.to_list()]
    taken += [file.removeprefix("app_tar.").removesuffix(".json") for file in files if file.endswith(".json")]
    for name in [name for name in taken if name not in _LAYERS]:
        asserts.true(env, layer_name_fault(name) != None, name)
    for name in ["config", "direct.config", "facts", "sbom", "spdx"]:
        asserts.true(env, name in taken, name)
    return analysistest.end(env)

def _packed_files(env):
    """{layer: [`File` that its action reads]}, without the tool and the manifest."""
    packed = {}
    for action in analysistest.target_actions(env):
        if action.mnemonic == "PackLayer":
            outputs = [file for file in action.outputs.to_list() if file.basename.endswith(".tar")]
            packed[outputs[0].basename.split(".")[-2]] = [
                file
                for file in action.inputs.to_list()
                # Bazel 7 stands a middleman for the tool's runfiles.
                if not file.basename.endswith(".manifest.jsonl") and "/layer_packer" not in file.path and "/_middlemen/" not in file.path
            ]
    return packed

def _is_only_looked_at(file):
    """Whether the action of `main` reads a file of another layer: in Bazel 7 it looks whether what a link names is a link itself."""
    return file.short_path.startswith("../") and not file.is_source and not hasattr(file, "is_symlink")

def _inputs_test_impl(ctx):
    env = analysistest.begin(ctx)
    files = _packed_files(env)
    asserts.equals(env, sorted(_LAYERS), sorted(files))
    packed = {
        layer: [file.short_path for file in files[layer] if layer != "main" or not _is_only_looked_at(file)]
        for layer in _LAYERS
    }
    for path in packed["interpreter"]:
        # An interpreter may have a site-packages of its own, deeper down.
        asserts.true(env, path.startswith("../") and "python_3_11" in path and path.split("/")[2] != "site-packages", path)
    for path in packed["external"]:
        # Beside what a wheel installs there, newer versions of rules_python make its scripts.
        asserts.true(env, path.startswith("../") and path.split("/")[2] in ("site-packages", "bin") and "python_3_11_" not in path, path)
    for path in packed["main"]:
        asserts.true(env, path.startswith("example/"), path)
    asserts.true(env, "example/__main__.py" in packed["main"])

    # Each file is packed once.
    everything = packed["interpreter"] + packed["external"] + packed["main"]
    asserts.equals(env, len(everything), len(depset(everything).to_list()))
    return analysistest.end(env)

def _tool_runs_in_exec_configuration_test_impl(ctx):
    env = analysistest.begin(ctx)
    tools = [action.argv[0] for action in analysistest.target_actions(env) if action.mnemonic == "PackLayer"]
    asserts.equals(env, len(_LAYERS), len(tools))
    for tool in tools:
        asserts.true(env, "-exec" in tool, tool)
    return analysistest.end(env)

def _failure_test_impl(ctx):
    env = analysistest.begin(ctx)
    asserts.expect_failure(env, ctx.attr.message)
    return analysistest.end(env)

outputs_test = analysistest.make(_outputs_test_impl)
output_groups_test = analysistest.make(_output_groups_test_impl)
provider_test = analysistest.make(_provider_test_impl)
inputs_test = analysistest.make(_inputs_test_impl)
names_that_are_taken_are_no_layers_test = analysistest.make(_names_that_are_taken_are_no_layers_test_impl)
tool_runs_in_exec_configuration_test = analysistest.make(_tool_runs_in_exec_configuration_test_impl)
failure_test = analysistest.make(_failure_test_impl, attrs = {"message": attr.string()}, expect_failure = True)

_NO_PATH = "is no path of a file in an image"

# {test: (attributes of the target, the message)}
_FAILURES = {
    "compression_level_without_compression_test": ({"compression_level": 3}, "layer \"interpreter\" is not compressed"),
    "compression_level_too_high_test": ({"compression": "gzip", "compression_level": 13}, "gzip has 1 to 12, zstd 1 to 19"),
    "entrypoint_absent_test": ({"entrypoint": "/"}, _NO_PATH),
    "entrypoint_below_the_runfiles_test": ({"entrypoint": "app.runfiles/app", "runfiles_root": "app.runfiles"}, "do not fit beside one another"),
    "entrypoint_directory_test": ({"entrypoint": "usr/bin/"}, _NO_PATH),
    "entrypoint_escapes_test": ({"entrypoint": "../app"}, _NO_PATH),
    "entrypoint_whiteout_test": ({"entrypoint": "usr/.wh.app"}, _NO_PATH),
    "layer_compression_of_no_algorithm_test": ({"layer_compression": {"main": "lzma"}}, "is not an algorithm (none, gzip, zstd) and perhaps a level"),
    "layer_compression_of_no_layer_test": ({"layer_compression": {"exernal": "gzip"}}, "there is no layer \"exernal\", but interpreter, nvidia, torch, external, main"),
    "layer_called_as_another_group_test": ({"layer_groups": {"cowsay": ["none"], "{distribution}": ["*"]}}, "makes a layer \"cowsay\", which cannot be: it is the name of another layer"),
    "layer_group_called_as_a_file_test": ({"layer_groups": {"config": ["numpy"]}}, "its descriptor and another file would both be <name>.config.json"),
    "layer_group_called_as_an_output_group_test": ({"layer_groups": {"report": ["numpy"]}}, "it is the name of another output group"),
    "layer_group_with_a_slash_test": ({"layer_groups": {"a/b": ["numpy"]}}, "\"a/b\" cannot be a layer: it has \"/\""),
    "layer_group_with_an_absolute_path_test": ({"layer_groups": {"a": ["/opt/x"]}}, "write a distribution's name, or a path below the runfiles"),
    "layer_groups_of_paths_for_each_distribution_test": ({"layer_groups": {"{distribution}": ["_main/x"]}}, "give it a group of its own"),
    "max_layers_too_few_test": ({"max_layers": 2}, "interpreter, external, main are never merged, so write max_layers = 3 or more"),
    "mtime_before_1970_test": ({"mtime": -2}, "is before 1970"),
    "owner_by_name_test": ({"owner": "nobody"}, "\"nobody\" is not a number"),
    "runfiles_root_without_its_suffix_test": ({"runfiles_root": "opt/app"}, "does not end in \".runfiles\""),
    "two_binaries_at_one_path_test": ({"py_binaries": {"//example:app": "app", "//tests/runfiles:snapshot": "app/x"}, "py_binary": None}, "both want"),
    "two_kinds_of_binaries_test": ({"py_binaries": {"//example:app": "app"}}, "name one binary with the first or several with the second"),
}

def tar_runfiles_failure_test(name, message, **attributes):
    """Declares a `tar_runfiles` that cannot be, and the test that it fails so.

    Args:
        name: of the test.
        message: what it must say.
        **attributes: of the target.
    """
    tar_runfiles(
        name = name + "_target",
        testonly = True,
        tags = ["manual"],  # It cannot be built, which the test wants to see.
        **attributes
    )
    failure_test(
        name = name,
        message = message,
        target_under_test = name + "_target",
    )

def tar_runfiles_test_suite(name):
    """Declares the tests.

    Args:
        name: of the test suite.
    """
    tests = {
        "inputs_test": inputs_test,
        "names_that_are_taken_are_no_layers_test": names_that_are_taken_are_no_layers_test,
        "output_groups_test": output_groups_test,
        "outputs_test": outputs_test,
        "provider_test": provider_test,
        "tool_runs_in_exec_configuration_test": tool_runs_in_exec_configuration_test,
    }
    for test, rule in tests.items():
        rule(name = test, target_under_test = "//example:app_tar")
    for test, (attributes, message) in _FAILURES.items():
        tar_runfiles_failure_test(test, message, **({"py_binary": "//example:app"} | attributes))
    native.test_suite(
        name = name,
        tests = tests.keys() + _FAILURES.keys(),
    )
