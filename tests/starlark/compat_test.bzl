"""Tests of compat.bzl, and of what the manifest makes of its answers."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:compat.bzl", "is_raw_link", "is_raw_link_by_actions", "python_bootstrap", "repo_mapping_manifest")
load("//private:manifest.bzl", "file_type")
load(":mocks.bzl", "mock_file")

def _bazel_8_knows_raw_links_test_impl(ctx):
    env = unittest.begin(ctx)
    link = mock_file("pkg/link", is_source = False, is_symlink = True)
    file = mock_file("pkg/file", is_source = False, is_symlink = False)
    asserts.equals(env, True, is_raw_link(link))
    asserts.equals(env, False, is_raw_link(file))
    asserts.equals(env, "raw_link", file_type(link))
    asserts.equals(env, "file", file_type(file))
    return unittest.end(env)

def _bazel_7_asks_the_disk_for_generated_files_only_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, None, is_raw_link(mock_file("pkg/x", is_source = False)))
    asserts.equals(env, "file_or_raw_link", file_type(mock_file("pkg/x", is_source = False)))
    asserts.equals(env, "file", file_type(mock_file("pkg/x")))
    asserts.equals(env, "tree", file_type(mock_file("pkg/x", is_source = False, is_directory = True)))
    return unittest.end(env)

def _repo_mapping_is_optional_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "mapping", repo_mapping_manifest(struct(repo_mapping_manifest = "mapping")))
    asserts.equals(env, None, repo_mapping_manifest(struct()))
    return unittest.end(env)

def _actions_tell_raw_links_test_impl(ctx):
    env = unittest.begin(ctx)
    link, file = mock_file("pkg/link", is_source = False), mock_file("pkg/file", is_source = False)
    actions = [_action("UnresolvedSymlink", link), _action("FileWrite", file)]
    asserts.equals(env, True, is_raw_link_by_actions(link, actions))
    asserts.equals(env, False, is_raw_link_by_actions(file, actions))
    asserts.equals(env, True, is_raw_link_by_actions(mock_file("pkg/link", is_source = False, is_symlink = True), []))
    asserts.equals(env, False, is_raw_link_by_actions(mock_file("pkg/file", is_source = False, is_symlink = False), actions))
    return unittest.end(env)

def _action(mnemonic, *outputs):
    return struct(mnemonic = mnemonic, outputs = depset(outputs))

def _bootstrap(info, name, executable, *outputs):
    return python_bootstrap(
        info,
        executable = mock_file(executable, is_source = False),
        name = name,
        interpreter_args = ["-B"],
        interpreter_name = "python3",
        actions = [_action("FileWrite", *[mock_file(path, is_source = False) for path in outputs])],
    )

def _rules_python_1_8_names_its_bootstrap_test_impl(ctx):
    env = unittest.begin(ctx)

    # name: (launcher, stage 2, interpreter): the venv is in the package, whatever directories the name has.
    for name, (executable, stage2, python) in {
        "_app": ("../elsewhere~/_app", "../elsewhere~/__app_stage2_bootstrap.py", "../elsewhere~/_app.venv/bin/python3"),
        "app": ("pkg/app", "pkg/_app_stage2_bootstrap.py", "pkg/_app.venv/bin/python3"),
        "bin/app": ("pkg/bin/app", "pkg/bin/_app_stage2_bootstrap.py", "pkg/_app.venv/bin/python3"),
        "root": ("root", "_root_stage2_bootstrap.py", "_root.venv/bin/python3"),
    }.items():
        found = _bootstrap(struct(), name, executable, executable, stage2, python)
        asserts.equals(env, stage2, found.stage2.short_path)
        asserts.equals(env, python, found.venv_python.short_path)
        asserts.equals(env, ["-B"], found.interpreter_args)
    without = _bootstrap(struct(), "app", "pkg/app", "pkg/app")
    asserts.equals(env, None, without.stage2)
    asserts.equals(env, None, without.venv_python)
    return unittest.end(env)

def _rules_python_1_9_says_its_bootstrap_test_impl(ctx):
    env = unittest.begin(ctx)
    info = struct(interpreter_args = ["-s"], stage2_bootstrap = "stage2", venv_python_exe = None)
    found = _bootstrap(info, "app", "pkg/app", "pkg/_app_stage2_bootstrap.py", "pkg/_app.venv/bin/python3")
    asserts.equals(env, struct(interpreter_args = ["-s"], stage2 = "stage2", venv_python = None), found)
    return unittest.end(env)

actions_tell_raw_links_test = unittest.make(_actions_tell_raw_links_test_impl)
rules_python_1_8_names_its_bootstrap_test = unittest.make(_rules_python_1_8_names_its_bootstrap_test_impl)
rules_python_1_9_says_its_bootstrap_test = unittest.make(_rules_python_1_9_says_its_bootstrap_test_impl)
bazel_8_knows_raw_links_test = unittest.make(_bazel_8_knows_raw_links_test_impl)
bazel_7_asks_the_disk_for_generated_files_only_test = unittest.make(_bazel_7_asks_the_disk_for_generated_files_only_test_impl)
repo_mapping_is_optional_test = unittest.make(_repo_mapping_is_optional_test_impl)

def compat_test_suite(name):
    unittest.suite(
        name,
        actions_tell_raw_links_test,
        bazel_8_knows_raw_links_test,
        bazel_7_asks_the_disk_for_generated_files_only_test,
        repo_mapping_is_optional_test,
        rules_python_1_8_names_its_bootstrap_test,
        rules_python_1_9_says_its_bootstrap_test,
    )
