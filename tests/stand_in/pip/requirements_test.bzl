"""Tests of how the stand-in reads requirements and markers."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("@rules_python//python/private/pip:markers.bzl", "evaluate_marker", "marker_environment")  # buildifier: disable=bzl-visibility
load("@rules_python//python/private/pip:requirements.bzl", "dependencies", "parse_lock", "parse_requirement")  # buildifier: disable=bzl-visibility

_ENVIRONMENT = marker_environment("3.11.2", "x86_64")

_MARKERS = {
    "": True,
    "\"linux\" in sys_platform": True,
    "'win' not in sys_platform": True,
    "(os_name == 'nt') or (sys_platform == 'linux' and python_version < '3.12')": True,
    "extra == 'grpc'": False,
    "implementation_name == 'cpython'": True,
    "os_name=='nt'": False,
    "platform_machine == 'aarch64' or platform_machine == 'arm64'": False,
    "platform_python_implementation != \"PyPy\"": True,
    "python_full_version < \"3.11.0a7\"": False,
    "python_full_version >= '3.11.2'": True,
    "python_version < '3.8'": False,
    "python_version <= '3.11'": True,
    "python_version == '3.*'": True,
    "python_version == '3.1.*'": False,
    "python_version >= '3.9'": True,
    "python_version ~= '3.10'": True,
    "python_version ~= '3.10.1'": False,
    # "and" binds tighter.
    "sys_platform == 'linux' or os_name == 'nt' and os_name == 'java'": True,
    "(sys_platform == 'linux' or os_name == 'nt') and os_name == 'java'": False,
}

def _markers_test_impl(ctx):
    env = unittest.begin(ctx)
    for marker, expected in _MARKERS.items():
        asserts.equals(env, expected, evaluate_marker(marker, _ENVIRONMENT | {"extra": ""}), marker)
    asserts.true(env, evaluate_marker("extra == 'grpc'", _ENVIRONMENT | {"extra": "grpc"}))
    return unittest.end(env)

_markers_test = unittest.make(_markers_test_impl)

def _requirement_test_impl(ctx):
    env = unittest.begin(ctx)
    for text, expected in {
        "Google.Cloud--core": struct(name = "google_cloud_core", extras = [], version = "", marker = ""),
        "requests (>=2.18)": struct(name = "requests", extras = [], version = "", marker = ""),
        "six==1.17.0": struct(name = "six", extras = [], version = "1.17.0", marker = ""),
        "urllib3[socks, brotli] == 2.0 ; python_version >= '3.9'": struct(
            name = "urllib3",
            extras = ["socks", "brotli"],
            version = "2.0",
            marker = "python_version >= '3.9'",
        ),
    }.items():
        asserts.equals(env, expected, parse_requirement(text))
    return unittest.end(env)

_requirement_test = unittest.make(_requirement_test_impl)

_LOCK = """\
# Written by pip-compile.
--extra-index-url https://example.org/simple
google-auth[requests]==2.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via something
colorama==0.4 ; sys_platform == "win32" \\
    --hash=sha256:cc
six==1.17.0 --hash=sha256:dd  # via google-auth
"""

def _lock_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, [
        struct(name = "google_auth", extras = ["requests"], version = "2.0", hashes = ["aa", "bb"]),
        struct(name = "six", extras = [], version = "1.17.0", hashes = ["dd"]),
    ], parse_lock(_LOCK, "lock", _ENVIRONMENT))
    return unittest.end(env)

_lock_test = unittest.make(_lock_test_impl)

def _dependencies_test_impl(ctx):
    env = unittest.begin(ctx)
    requires = [
        "attrs ; python_version >= '3.9'",
        "Six>=1.9",
        "unlocked",
        "colorama ; sys_platform == 'win32'",
        "grpcio<2.0,>=1.33 ; extra == 'grpc'",
        "grpcio-status ; extra == 'grpc'",
        "name[grpc] ; extra == 'all'",
    ]
    known = ["attrs", "colorama", "grpcio", "grpcio_status", "name", "six"]
    for extras, expected in [
        ([], ["six", "attrs"]),
        (["grpc"], ["grpcio", "grpcio_status", "six", "attrs"]),
        (["all"], ["grpcio", "grpcio_status", "six", "attrs"]),
    ]:
        asserts.equals(env, expected, dependencies("name", requires, extras, known, _ENVIRONMENT))
    return unittest.end(env)

_dependencies_test = unittest.make(_dependencies_test_impl)

def requirements_test_suite(name):
    """The tests of this file.

    Args:
        name: the suite's name.
    """
    unittest.suite(name, _markers_test, _requirement_test, _lock_test, _dependencies_test)
