"""Tests of runfiles_paths.bzl."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:runfiles_paths.bzl", "empty_file_path", "parent", "relative_link", "runfiles_path")

def _runfiles_path_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "_main/pkg/x", runfiles_path("pkg/x", "_main"))
    asserts.equals(env, "other/pkg/x", runfiles_path("../other/pkg/x", "_main"))
    asserts.equals(env, "ws/external/x", runfiles_path("external/x", "ws"))
    return unittest.end(env)

def _empty_file_path_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "_main/pkg/__init__.py", empty_file_path("pkg/__init__.py", "_main"))
    asserts.equals(env, "repo/pkg/__init__.py", empty_file_path("../repo/pkg/__init__.py", "_main"))
    asserts.equals(env, "repo/pkg/__init__.py", empty_file_path("external/repo/pkg/__init__.py", "_main"))
    return unittest.end(env)

def _relative_link_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "b", relative_link("a", "b"))
    asserts.equals(env, "b", relative_link("x/a", "x/b"))
    asserts.equals(env, "../y/b", relative_link("x/a", "y/b"))
    asserts.equals(env, "b/c", relative_link("x/a", "x/b/c"))
    asserts.equals(env, "../b", relative_link("x/a/l", "x/b"))

    # The target is the directory that the link lies in, or one above it.
    asserts.equals(env, "../a", relative_link("x/a/l", "x/a"))
    asserts.equals(env, "../../x", relative_link("x/a/l", "x"))
    return unittest.end(env)

def _parent_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "a/b", parent("a/b/c"))
    asserts.equals(env, "", parent("a"))
    return unittest.end(env)

runfiles_path_test = unittest.make(_runfiles_path_test_impl)
empty_file_path_test = unittest.make(_empty_file_path_test_impl)
relative_link_test = unittest.make(_relative_link_test_impl)
parent_test = unittest.make(_parent_test_impl)

def runfiles_paths_test_suite(name):
    unittest.suite(name, runfiles_path_test, empty_file_path_test, relative_link_test, parent_test)
