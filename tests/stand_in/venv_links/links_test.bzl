"""Tests of the link planner where the golden files do not reach."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("@rules_python//python/private/venv:links.bzl", "library_entries", "plan_links")  # buildifier: disable=bzl-visibility

def _library(repository, files, **kwargs):
    return library_entries(
        files = [struct(short_path = "../{}/sp/{}".format(repository, file)) for file in files],
        root = "sp",
        workspace = "_main",
        layout = "1.8.0",
        **kwargs
    )

def _links(*libraries):
    """What leads where in `venv` of //:app; symlink entries begin with "file "."""
    plan = plan_links([e for library in libraries for e in library], "venv", "", "", "_main")
    return {path.removeprefix("venv/"): text for path, text in plan.raw_links.items()} | {
        path.removeprefix("_main/venv/"): "file " + file.short_path
        for path, file in plan.root_symlinks.items()
    }

def _neighbours_test_impl(ctx):
    env = unittest.begin(ctx)

    # As text "foo-bar" lies between "foo" and "foo/bar", but it is no part of foo.
    asserts.equals(env, {
        "foo-bar/x.py": "../../../c/sp/foo-bar/x.py",
        "foo/__init__.py": "file ../a/sp/foo/__init__.py",
        "foo/bar/y.py": "file ../b/sp/foo/bar/y.py",
    }, _links(
        _library("a", ["foo/__init__.py"]),
        _library("b", ["foo/bar/y.py"], namespace_files = [struct(short_path = "../b/sp/foo/__init__.py")]),
        _library("c", ["foo-bar/x.py"], namespace_files = [struct(short_path = "../c/sp/foo-bar/__init__.py")]),
    ))
    return unittest.end(env)

_neighbours_test = unittest.make(_neighbours_test_impl)

def _first_wins_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, {
        "pkg/__init__.py": "file ../a/sp/pkg/__init__.py",
        "pkg/a.py": "file ../a/sp/pkg/a.py",
        "pkg/b.py": "file ../b/sp/pkg/b.py",
    }, _links(
        _library("a", ["pkg/__init__.py", "pkg/a.py"]),
        _library("b", ["pkg/__init__.py", "pkg/b.py"]),
    ))
    return unittest.end(env)

_first_wins_test = unittest.make(_first_wins_test_impl)

def _one_version_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, {
        "six.py": "../../a/sp/six.py",
    }, _links(
        _library("a", ["six.py"], package = "six", version = "1"),
        _library("b", ["six.py", "more.py"], package = "six", version = "2"),
    ))
    return unittest.end(env)

_one_version_test = unittest.make(_one_version_test_impl)

def _real_directories_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, {
        "declared/__init__.py": "../../../a/sp/declared/__init__.py",
        "declared/sub": "../../../a/sp/declared/sub",
        "namespace/sub": "../../../a/sp/namespace/sub",
        "nvidia/__init__.py": "../../../a/sp/nvidia/__init__.py",
        "regular": "../../a/sp/regular",
    }, _links(_library(
        "a",
        [
            "declared/__init__.py",
            "declared/sub/x.py",
            "namespace/sub/__init__.py",
            "nvidia/__init__.py",
            "regular/__init__.pyi",
            "regular/sub/x.py",
        ],
        namespace_files = [struct(short_path = "../a/sp/declared/__init__.py")],
    )))
    return unittest.end(env)

_real_directories_test = unittest.make(_real_directories_test_impl)

def _nested_namespace_test_impl(ctx):
    env = unittest.begin(ctx)

    # Only the declared directory and what is below it count as real, so the link to "top" overlaps them.
    asserts.equals(env, {
        "top/__init__.py": "file ../a/sp/top/__init__.py",
        "top/space/lib/libx.so": "file ../a/sp/top/space/lib/libx.so",
    }, _links(_library(
        "a",
        [
            "top/__init__.py",
            "top/space/lib/libx.so",
        ],
        namespace_files = [struct(short_path = "../a/sp/top/space/__init__.py")],
    )))
    return unittest.end(env)

_nested_namespace_test = unittest.make(_nested_namespace_test_impl)

def links_test_suite(name):
    """The tests of this file.

    Args:
        name: the suite's name.
    """
    unittest.suite(
        name,
        _first_wins_test,
        _neighbours_test,
        _nested_namespace_test,
        _one_version_test,
        _real_directories_test,
    )
