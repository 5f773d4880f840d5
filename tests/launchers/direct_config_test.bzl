"""Tests of what a direct configuration says, and of binaries that have none."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("//:defs.bzl", "TarRunfilesInfo", "tar_runfiles")
load("//tests/analysis:tar_runfiles_test.bzl", "failure_test")
load("//tests/runfiles:odd.bzl", "odd_binary")

def _written(env, file):
    """The content of a file that the target under test writes."""
    for action in analysistest.target_actions(env):
        if file in action.outputs.to_list():
            return action.content
    return None

def _config_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    info = target[TarRunfilesInfo]
    asserts.equals(env, ctx.attr.file, info.direct_image_config.basename)
    asserts.equals(env, {"srv/bin/app": info.direct_image_config}, info.direct_image_configs)
    asserts.equals(env, [info.direct_image_config], target[OutputGroupInfo].direct_image_config.to_list())
    package = "/srv/bin/app.runfiles/_main/tests/launchers/"
    asserts.equals(
        env,
        {
            "Entrypoint": [package + "_script_venv.venv/bin/python3", "-B", package + "_script_venv_stage2_bootstrap.py"],
            "Env": [
                "GREETING=two\nlines = \"größer\"",
                "PYTHONSAFEPATH=1",
                "RUNFILES_DIR=/srv/bin/app.runfiles",
            ],
            "WorkingDir": "/",
        },
        json.decode(_written(env, info.direct_image_config)),
    )
    return analysistest.end(env)

def _records_test_impl(ctx):
    env = analysistest.begin(ctx)
    contents = [
        action.content
        for action in analysistest.target_actions(env)
        for file in action.outputs.to_list()
        if file.short_path.endswith(".launch/srv/bin/app")
    ]
    asserts.equals(
        env,
        [[
            "runfile _main/tests/launchers/_script_venv.venv/bin/python3",
            "argument -B",
            "runfile _main/tests/launchers/_script_venv_stage2_bootstrap.py",
            "variable GREETING=two\nlines = \"größer\"",
            "variable PYTHONSAFEPATH=1",
            "",
        ]],
        [content.split("\0") for content in contents],
    )
    return analysistest.end(env)

def _absence_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    asserts.equals(env, None, target[TarRunfilesInfo].direct_image_config)
    asserts.equals(env, {}, target[TarRunfilesInfo].direct_image_configs)
    asserts.equals(env, [], target[OutputGroupInfo].direct_image_config.to_list())
    return analysistest.end(env)

_config_test = analysistest.make(_config_test_impl, attrs = {"file": attr.string()})
_records_test = analysistest.make(_records_test_impl)
_absence_test = analysistest.make(_absence_test_impl)

def direct_config_test_suite(name):
    """Declares the tests.

    Args:
        name: of the test suite.
    """
    odd_binary(
        name = "shell_program",
        testonly = True,
    )
    tar_runfiles(
        name = "shell_program_tar",
        testonly = True,
        py_binary = "shell_program",
    )
    native.alias(
        name = "aliased",
        actual = "script_venv",
    )
    tar_runfiles(
        name = "aliased_tar",
        entrypoint = "srv/bin/app",
        py_binary = "aliased",
    )
    tar_runfiles(
        name = "spaced_tar",
        entrypoint = "srv/my app",
        py_binary = "script_venv",
        tags = ["manual"],  # It cannot be built, which the test wants to see.
    )
    tar_runfiles(
        name = "without_interpreter_tar",
        exclude = ["**/bin/python3"],
        py_binary = "script_venv",
    )
    tar_runfiles(
        name = "native_shell_program_tar",
        testonly = True,
        launcher = "native",
        py_binary = "shell_program",
        tags = ["manual"],  # It cannot be built, which the test wants to see.
    )
    tar_runfiles(
        name = "launch_file_in_the_way_tar",
        launcher = "native",
        py_binaries = {
            "script_paths": "bin/app.launch",
            "script_venv": "bin/app",
        },
        tags = ["manual"],  # It cannot be built, which the test wants to see.
    )
    _config_test(
        name = "direct_config_of_script_test",
        file = "script_venv_test_rules_python_tar.direct.config.json",
        target_under_test = "script_venv_test_rules_python_tar",
    )
    _config_test(
        name = "direct_config_by_an_alias_test",
        file = "aliased_tar.direct.config.json",
        target_under_test = "aliased_tar",
    )
    _records_test(
        name = "records_of_script_test",
        target_under_test = "script_venv_test_native_tar",
    )
    _absence_test(
        name = "no_direct_config_of_other_languages_test",
        target_under_test = "shell_program_tar",
    )
    _absence_test(
        name = "no_direct_config_without_an_interpreter_test",
        target_under_test = "without_interpreter_tar",
    )
    failure_test(
        name = "no_native_launcher_of_other_languages_test",
        message = "is no py_binary with a bootstrap in Python",
        target_under_test = "native_shell_program_tar",
    )
    failure_test(
        name = "launch_file_in_the_way_test",
        message = "both want \"bin/app.launch\"",
        target_under_test = "launch_file_in_the_way_tar",
    )
    failure_test(
        name = "space_for_bash_test",
        message = "is written in bash and does not start at \"srv/my app\"",
        target_under_test = "spaced_tar",
    )
    native.test_suite(
        name = name,
        tests = [
            "direct_config_by_an_alias_test",
            "direct_config_of_script_test",
            "launch_file_in_the_way_test",
            "no_direct_config_of_other_languages_test",
            "no_direct_config_without_an_interpreter_test",
            "no_native_launcher_of_other_languages_test",
            "records_of_script_test",
            "space_for_bash_test",
        ],
    )
