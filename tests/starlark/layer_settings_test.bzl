"""Tests of layer_settings.bzl: what a target says, else its workspace, else the defaults."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:layer_settings.bzl", "pack_options", "settings_of")

def _attributes(**given):
    unset = dict(
        base_interpreters = [],
        base_libraries = [],
        compression = "",
        compression_level = -1,
        elf_check = "",
        exclude = [],
        group = "",
        hardlinks = -1,
        layer_compression = {},
        layer_groups = {},
        max_layers = 0,
        mtime = -1,
        owner = "",
        precompile = "",
        preset = "",
        runfiles_root = "",
    )
    return struct(**(unset | given))

def _defaults_test_impl(ctx):
    env = unittest.begin(ctx)
    settings = settings_of(_attributes())
    asserts.equals(env, ("warn", [], []), (settings.elf_check, settings.base_libraries, settings.base_interpreters))
    asserts.equals(env, ("none", -1, "0", "0", False, True, 0, 0, ""), (
        settings.compression,
        settings.compression_level,
        settings.owner,
        settings.group,
        settings.group_as_owner,
        settings.hardlinks,
        settings.max_layers,
        settings.mtime,
        settings.runfiles_root,
    ))
    asserts.equals(env, "none", settings.precompile)
    asserts.equals(env, ["nvidia", "torch"], settings.layer_groups.keys())
    return unittest.end(env)

def _target_comes_before_its_workspace_test_impl(ctx):
    env = unittest.begin(ctx)
    workspace = settings_of(_attributes(
        base_interpreters = ["/usr/bin/perl"],
        base_libraries = ["libz.so.1"],
        compression = "gzip",
        compression_level = 9,
        elf_check = "error",
        exclude = ["*.pyi"],
        hardlinks = 0,
        layer_compression = {"main": "none"},
        layer_groups = {"a": ["a"]},
        max_layers = 9,
        mtime = 7,
        precompile = "beside",
        preset = "nonroot",
        runfiles_root = "/opt/app.runfiles",
    ))
    asserts.equals(env, workspace, settings_of(_attributes(), workspace))
    asserts.equals(env, "opt/app.runfiles", workspace.runfiles_root)

    own = settings_of(
        _attributes(
            base_interpreters = ["/opt/bin/*"],
            base_libraries = ["libGL.so.1"],
            compression = "zstd",
            elf_check = "warn",
            exclude = ["x/"],
            hardlinks = 1,
            layer_compression = {"a": "zstd:19"},
            layer_groups = {"external": []},
            max_layers = 5,
            mtime = 0,
            precompile = "none",
            preset = "openshift",
            runfiles_root = "x.runfiles",
        ),
        workspace,
    )
    asserts.equals(
        env,
        settings_of(_attributes(
            base_interpreters = ["/opt/bin/*"],
            base_libraries = ["libGL.so.1"],
            compression = "zstd",
            exclude = ["x/"],
            layer_compression = {"a": "zstd:19"},
            layer_groups = {"external": []},
            max_layers = 5,
            preset = "openshift",
            runfiles_root = "x.runfiles",
        )),
        own,
    )

    # The level is of the algorithm that comes with it.
    asserts.equals(env, -1, own.compression_level)
    asserts.equals(env, ("gzip", 1), _compression(settings_of(_attributes(compression_level = 1), workspace), "a"))
    return unittest.end(env)

def _compression(settings, layer):
    options = pack_options(settings, layer)
    return (options.compression, options.level)

def _presets_test_impl(ctx):
    env = unittest.begin(ctx)

    def owner(**given):
        settings = settings_of(_attributes(**given))
        return (settings.owner, settings.group, settings.group_as_owner)

    asserts.equals(env, ("65532", "65532", False), owner(preset = "nonroot"))
    asserts.equals(env, ("0", "0", True), owner(preset = "openshift"))
    asserts.equals(env, ("1001", "0", True), owner(preset = "openshift", owner = "1001"))
    asserts.equals(env, ("7", "8", False), owner(owner = "7", group = "8"))
    return unittest.end(env)

def _layers_have_their_own_compression_test_impl(ctx):
    env = unittest.begin(ctx)
    settings = settings_of(_attributes(
        compression = "gzip",
        compression_level = 9,
        layer_compression = {"main": "none", "nvidia": "zstd", "torch": "zstd:1"},
    ))
    asserts.equals(env, ("gzip", 9), _compression(settings, "external"))
    asserts.equals(env, ("none", -1), _compression(settings, "main"))
    asserts.equals(env, ("zstd", -1), _compression(settings, "nvidia"))
    asserts.equals(env, ("zstd", 1), _compression(settings, "torch"))
    return unittest.end(env)

defaults_test = unittest.make(_defaults_test_impl)
target_comes_before_its_workspace_test = unittest.make(_target_comes_before_its_workspace_test_impl)
presets_test = unittest.make(_presets_test_impl)
layers_have_their_own_compression_test = unittest.make(_layers_have_their_own_compression_test_impl)

def layer_settings_test_suite(name):
    unittest.suite(
        name,
        defaults_test,
        target_comes_before_its_workspace_test,
        presets_test,
        layers_have_their_own_compression_test,
    )
