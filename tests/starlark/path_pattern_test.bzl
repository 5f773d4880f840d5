"""Tests of path_pattern.bzl, with the cases that the engine's own patterns are tested with."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:path_pattern.bzl", "matches_any_path", "matches_path", "parse_path_pattern")
load(":path_pattern_cases.bzl", "CASES")

def _cases_that_the_engine_has_too_test_impl(ctx):
    env = unittest.begin(ctx)
    cases = [line.split("\t") for line in CASES.split("\n") if line and not line.startswith("# ")]
    asserts.true(env, len(cases) >= 40)
    for pattern, path, expected in cases:
        answer = "yes" if matches_path(parse_path_pattern(pattern), path.split("/")) else "no"
        asserts.equals(env, expected, answer, "\"%s\" on \"%s\"" % (pattern, path))
    return unittest.end(env)

def _any_of_several_test_impl(ctx):
    env = unittest.begin(ctx)
    patterns = [parse_path_pattern(pattern) for pattern in ("a/", "*.pyi")]
    asserts.equals(env, [True, True, False], [matches_any_path(patterns, path) for path in ("a/b", "x/y.pyi", "b/a")])
    asserts.false(env, matches_any_path([], "a"))
    return unittest.end(env)

cases_that_the_engine_has_too_test = unittest.make(_cases_that_the_engine_has_too_test_impl)
any_of_several_test = unittest.make(_any_of_several_test_impl)

def path_pattern_test_suite(name):
    unittest.suite(
        name,
        cases_that_the_engine_has_too_test,
        any_of_several_test,
    )
