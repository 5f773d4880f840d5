"""Tests of compat.bzl, and of what the manifest makes of its answers."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:compat.bzl", "is_raw_link", "repo_mapping_manifest")
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

bazel_8_knows_raw_links_test = unittest.make(_bazel_8_knows_raw_links_test_impl)
bazel_7_asks_the_disk_for_generated_files_only_test = unittest.make(_bazel_7_asks_the_disk_for_generated_files_only_test_impl)
repo_mapping_is_optional_test = unittest.make(_repo_mapping_is_optional_test_impl)

def compat_test_suite(name):
    unittest.suite(
        name,
        bazel_8_knows_raw_links_test,
        bazel_7_asks_the_disk_for_generated_files_only_test,
        repo_mapping_is_optional_test,
    )
