"""Tests of python_runfiles_groups and with_runfiles_groups: from the runfiles of a py_binary to groups."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts", "unittest")
load("@rules_python//python:py_runtime_info.bzl", "PyRuntimeInfo")
load("@rules_runfiles_group//runfiles_group:lib.bzl", "runfiles_groups")
load("@rules_runfiles_group//runfiles_group:providers.bzl", "RunfilesGroupInfo")
load("//:defs.bzl", "python_runfiles_groups")
load("//private:python_groups.bzl", "apparent_name")

def _paths(runfiles):
    """All entries, each by what it is."""
    return sorted(
        [file.path for file in runfiles.files.to_list()] +
        ["link {} to {}".format(entry.path, entry.target_file.path) for entry in runfiles.symlinks.to_list()] +
        ["root link {} to {}".format(entry.path, entry.target_file.path) for entry in runfiles.root_symlinks.to_list()] +
        ["empty " + name for name in runfiles.empty_filenames.to_list()],
    )

def _groups_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    groups = runfiles_groups.resolve(ctx, target, aspect_hints = [])
    asserts.equals(env, ctx.attr.groups.keys(), [runfiles_groups.name_str(group) for group in groups.groups])
    asserts.equals(env, "rules_python#app", groups.executable_group)
    contents = {group.name: _paths(runfiles_groups.runfiles(ctx, group)) for group in groups.groups}

    # All of it, each entry once.
    asserts.equals(env, _paths(target[DefaultInfo].default_runfiles), sorted([path for paths in contents.values() for path in paths]))

    for name, expected in ctx.attr.groups.items():
        for part in expected:
            asserts.true(env, any([part in path for path in contents[name]]), "{} is not in {}: {}".format(part, name, contents[name]))
    for name in ctx.attr.pure_groups:
        for path in contents[name]:
            asserts.true(env, any([part in path for part in ctx.attr.groups[name]]), "{} does not belong in {}".format(path, name))
    executable = target[DefaultInfo].files_to_run.executable
    asserts.true(env, executable.path in contents["rules_python#app"])
    return analysistest.end(env)

def _runtime_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    runtime = runfiles_groups.resolve(ctx, target, aspect_hints = []).by_name["rules_python#runtime"]
    asserts.equals(
        env,
        sorted([file.path for file in target[PyRuntimeInfo].files.to_list()]),
        _paths(runfiles_groups.runfiles(ctx, runtime)),
    )
    return analysistest.end(env)

def _metadata_test_impl(ctx):
    env = analysistest.begin(ctx)
    groups = runfiles_groups.resolve(ctx, analysistest.target_under_test(env), aspect_hints = []).by_name
    for name, (rank, kind, do_not_merge) in {
        "rules_python#app": (0, "first_party", False),
        "rules_python#pypi/six": (-100, "third_party", False),
        "rules_python#runtime": (-1000, "foundation", True),
        "rules_python#venv": (-10, "", False),
    }.items():
        found = groups[name]
        asserts.equals(env, (rank, kind, do_not_merge), (found.rank, found.kind, found.do_not_merge), name)
        asserts.equals(env, "rules_python", found.merge_affinity)

    # A group with a thousand files is worth a layer more than one with ten.
    six = groups["rules_python#pypi/six"]
    asserts.equals(env, len(_paths(runfiles_groups.runfiles(ctx, six))), six.weight)
    return analysistest.end(env)

def _no_groups_test_impl(ctx):
    env = analysistest.begin(ctx)
    asserts.false(env, RunfilesGroupInfo in analysistest.target_under_test(env))
    return analysistest.end(env)

def _forwards_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    asserts.true(env, PyRuntimeInfo in target)
    asserts.equals(env, "good", target[RunEnvironmentInfo].environment["APP_MOOD"])
    asserts.equals(env, ctx.attr.executable, target[DefaultInfo].files_to_run.executable.basename)
    asserts.equals(env, [ctx.attr.executable], [file.basename for file in target[DefaultInfo].files.to_list()])
    return analysistest.end(env)

def _apparent_name_test_impl(ctx):
    env = unittest.begin(ctx)
    for repository, name in {
        "+_repo_rules+name": "name",
        "_main~extension~name": "name",
        "plain": "plain",
        "rules_x+": "rules_x",
        "rules_x++extension+name": "name",
        "rules_x+1.2.3": "rules_x",
        "rules_x+1.2.3+extension+name": "name",
        "rules_x~": "rules_x",
        "rules_x~1.2.3": "rules_x",
        "rules_x~~extension~name": "name",
    }.items():
        asserts.equals(env, name, apparent_name(repository), repository)
    return unittest.end(env)

_ASPECTS = [python_runfiles_groups]

groups_test = analysistest.make(
    _groups_test_impl,
    attrs = {
        "groups": attr.string_list_dict(doc = "{group: parts of paths that are in it}, in order."),
        "pure_groups": attr.string_list(doc = "Groups in which each path has one of these parts."),
    },
    extra_target_under_test_aspects = _ASPECTS,
)
runtime_test = analysistest.make(_runtime_test_impl, extra_target_under_test_aspects = _ASPECTS)
metadata_test = analysistest.make(_metadata_test_impl, extra_target_under_test_aspects = _ASPECTS)
no_groups_test = analysistest.make(_no_groups_test_impl, extra_target_under_test_aspects = _ASPECTS)
apparent_name_test = unittest.make(_apparent_name_test_impl)
forwards_test = analysistest.make(_forwards_test_impl, attrs = {"executable": attr.string()})

def _groups_with_venv(venv):
    return {
        "rules_python#runtime": ["/bin/python3"],
        "rules_pkg_pyvenv#repository/adapter_tests_elsewhere": ["adapter_tests_elsewhere/"],
        "rules_python#pypi/cowsay": ["_cowsay/"],
        "rules_python#pypi/six": ["_six/"],
        "rules_python#venv": venv,
        "rules_python#app": ["tests/app.py", "tests/greeting.py", "link tests/linked.txt", "root link linked/root.txt"],
    }

_PURE = ["rules_pkg_pyvenv#repository/adapter_tests_elsewhere", "rules_python#pypi/cowsay", "rules_python#pypi/six", "rules_python#venv"]

def python_groups_test_suite(name):
    """Declares the tests of the binaries in this package.

    Args:
        name: of the test suite.
    """
    groups_test(
        name = "groups_of_a_venv_test",
        groups = _groups_with_venv(["_app.venv/"]),
        pure_groups = _PURE,
        target_under_test = ":app",
    )
    groups_test(
        name = "groups_without_links_test",
        groups = _groups_with_venv(["_app_without_links.venv/"]),
        pure_groups = _PURE,
        target_under_test = ":app_without_links",
    )
    groups_test(
        name = "empty_files_cannot_be_divided_test",
        groups = {"rules_python#app": ["empty ", "/bin/python3", "_six/"]},
        target_under_test = ":app_with_empty_files",
    )

    groups_test(
        name = "links_go_with_the_file_they_name_test",
        groups = {
            "rules_python#runtime": ["/bin/python3"],
            "rules_pkg_pyvenv#repository/adapter_tests_elsewhere": ["link tests/elsewhere.txt"],
            "rules_python#venv": ["_small_app.venv/"],
            "rules_python#app": ["tests/app.py"],
        },
        pure_groups = ["rules_pkg_pyvenv#repository/adapter_tests_elsewhere"],
        target_under_test = ":small_app",
    )
    groups_test(
        name = "binary_of_another_repository_test",
        groups = {
            "rules_python#runtime": ["/bin/python3"],
            "rules_python#venv": ["_program.venv/"],
            "rules_python#app": ["adapter_tests_elsewhere/program.py"],
        },
        target_under_test = "@adapter_tests_elsewhere//:program",
    )

    # It has groups already: the aspect must leave them alone.
    groups_test(
        name = "groups_of_the_rule_test",
        groups = _groups_with_venv(["_app.venv/"]),
        pure_groups = _PURE,
        target_under_test = ":app_with_groups",
    )
    runtime_test(
        name = "runtime_is_the_interpreter_test",
        target_under_test = ":app",
    )
    metadata_test(
        name = "metadata_test",
        target_under_test = ":app",
    )
    no_groups_test(
        name = "other_targets_have_no_groups_test",
        target_under_test = ":greeting",
    )
    no_groups_test(
        name = "runtimes_have_no_groups_test",
        target_under_test = ":runtime_of_the_image",
    )
    no_groups_test(
        name = "other_binaries_have_no_groups_test",
        target_under_test = ":plain",
    )
    forwards_test(
        name = "rule_forwards_the_binary_test",
        executable = "app_with_groups",
        target_under_test = ":app_with_groups",
    )
    apparent_name_test(name = "apparent_name_test")
    native.test_suite(
        name = name,
        tests = [
            "apparent_name_test",
            "binary_of_another_repository_test",
            "empty_files_cannot_be_divided_test",
            "groups_of_a_venv_test",
            "groups_of_the_rule_test",
            "groups_without_links_test",
            "links_go_with_the_file_they_name_test",
            "metadata_test",
            "other_binaries_have_no_groups_test",
            "other_targets_have_no_groups_test",
            "rule_forwards_the_binary_test",
            "runtime_is_the_interpreter_test",
            "runtimes_have_no_groups_test",
        ],
    )
