"""Tests of distributions.bzl."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:distributions.bzl", "dist_info_name", "matches_glob", "normalized_name", "repository_distribution")

def _normalized_name_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "friendly-bard", normalized_name("Friendly-._.-Bard"))
    asserts.equals(env, "six", normalized_name("six"))
    return unittest.end(env)

def _dist_info_name_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "google-cloud-core", dist_info_name("../r/site-packages/google_cloud_core-2.5.0.dist-info/METADATA"))
    asserts.equals(env, "torch", dist_info_name("../r/site-packages/torch-2.9.1+cu128.dist-info/licenses/LICENSE"))

    # Vendored, the interpreter's own pip, first-party code.
    asserts.equals(env, None, dist_info_name("../r/site-packages/setuptools/_vendor/x-1.dist-info/METADATA"))
    asserts.equals(env, None, dist_info_name("../py/lib/python3.11/site-packages/pip-24.0.dist-info/METADATA"))
    asserts.equals(env, None, dist_info_name("pkg/site-packages/x-1.dist-info/METADATA"))
    asserts.equals(env, None, dist_info_name("../r/site-packages/torch/__init__.py"))
    return unittest.end(env)

def _repository_distribution_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "nvidia-cublas-cu12", repository_distribution("rules_python++pip+pypi_311_nvidia_cublas_cu12"))
    asserts.equals(env, "torch", repository_distribution("rules_python~~pip~my_hub_313_torch_cp313_none_linux_x86_64_0123abcd"))
    asserts.equals(env, "six", repository_distribution("pip_39_six_sdist_0123abcd"))

    # The hub's name may end in a version, too, and a distribution's name may look like one.
    asserts.equals(env, "numpy", repository_distribution("rules_python++pip+pypi_311_311_numpy"))
    asserts.equals(env, "torch", repository_distribution("pypi_3_11_311_torch_cp311_none_linux_x86_64_0123abcd"))
    asserts.equals(env, "1337", repository_distribution("pypi_311_1337"))
    asserts.equals(env, None, repository_distribution("toolchain_311"))
    asserts.equals(env, None, repository_distribution("protobuf+"))
    asserts.equals(env, None, repository_distribution("_main"))
    return unittest.end(env)

def _matches_glob_test_impl(ctx):
    env = unittest.begin(ctx)
    for pattern, name, matches in [
        ("torch", "torch", True),
        ("torch", "torchvision", False),
        ("nvidia-*", "nvidia-cublas-cu12", True),
        ("nvidia-*", "nvidia", False),
        ("*", "anything", True),
        ("*-cu12", "nvidia-nccl-cu12", True),
        ("n*-n*-*12", "nvidia-nccl-cu12", True),
        ("n*-x*-*12", "nvidia-nccl-cu12", False),
        # The pieces on both sides may not share characters.
        ("aba*ba", "aba", False),
        ("a*b*b", "ab", False),
        ("a**b", "ab", True),
    ]:
        asserts.equals(env, matches, matches_glob(pattern, name), "%s ~ %s" % (pattern, name))
    return unittest.end(env)

normalized_name_test = unittest.make(_normalized_name_test_impl)
dist_info_name_test = unittest.make(_dist_info_name_test_impl)
repository_distribution_test = unittest.make(_repository_distribution_test_impl)
matches_glob_test = unittest.make(_matches_glob_test_impl)

def distributions_test_suite(name):
    unittest.suite(name, normalized_name_test, dist_info_name_test, repository_distribution_test, matches_glob_test)
