"""Tests of runfiles_group_layers: from groups to layers."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@rules_pkg_pyvenv//:defs.bzl", "LayerPlanInfo", "TarRunfilesInfo")
load("//:defs.bzl", "runfiles_group_layers")
load(":grouped.bzl", "docs_hint", "group", "grouped_binary", "plain_binary")

def _plan_test_impl(ctx):
    env = analysistest.begin(ctx)
    plan = analysistest.target_under_test(env)[LayerPlanInfo]
    asserts.equals(env, ctx.attr.layers.keys(), [layer.name for layer in plan.layers])
    for layer in plan.layers:
        asserts.equals(env, ctx.attr.layers[layer.name], sorted(_entries(layer.runfiles)), layer.name)
    asserts.equals(env, ctx.attr.home or None, plan.home)
    return analysistest.end(env)

def _entries(runfiles):
    return (
        [file.basename for file in runfiles.files.to_list()] +
        ["link " + entry.path for entry in runfiles.symlinks.to_list()] +
        ["root link " + entry.path for entry in runfiles.root_symlinks.to_list()]
    )

def _layers_test_impl(ctx):
    env = analysistest.begin(ctx)
    layers = analysistest.target_under_test(env)[TarRunfilesInfo].layers
    asserts.equals(env, ctx.attr.layers, [layer.name for layer in layers])
    return analysistest.end(env)

def _failure_test_impl(ctx):
    env = analysistest.begin(ctx)
    for text in ctx.attr.message:
        asserts.expect_failure(env, text)
    return analysistest.end(env)

plan_test = analysistest.make(
    _plan_test_impl,
    attrs = {
        "home": attr.string(),
        "layers": attr.string_list_dict(doc = "{layer: what it holds}, bottom to top."),
    },
)

layers_test = analysistest.make(
    _layers_test_impl,
    attrs = {"layers": attr.string_list(doc = "Of a `tar_runfiles`, bottom to top.")},
)

failure_test = analysistest.make(_failure_test_impl, attrs = {"message": attr.string_list()}, expect_failure = True)

def _groups():
    """Groups of several rulesets, not in the order of their ranks."""
    group(
        name = "lib",
        files = ["lib.txt"],
        rank = -1,
    )
    group(
        name = "runtime",
        do_not_merge = True,
        files = ["python.txt"],
        group = "x#runtime",
        rank = -1000,
        root_symlinks = ["lib64"],
        symlinks = ["bin/python"],
    )
    for name, weight, affinity in [("a", 9, "x"), ("b", 5, "x"), ("c", 1, "y"), ("d", 0, "x")]:
        group(
            name = "pypi_" + name,
            files = [name + ".txt"],
            group = "x#pypi/" + name,
            merge_affinity = affinity,
            rank = -100,
            weight = weight,
        )
    group(
        name = "docs",
        files = ["docs.txt"],
        group = "x#docs",
        rank = -10,
    )

    # A second target with files for a group that another one has as well.
    group(
        name = "more_docs",
        files = ["more.txt"],
        group = "x#docs",
        rank = -5,
    )

_ALL = [":lib", ":pypi_c", ":runtime", ":pypi_b", ":pypi_a", ":pypi_d"]

# The layers of `:grouped` beside those of `:pypi_*`.
_RUNTIME = {"runtime": ["link bin/python", "python.txt", "root link lib64"]}
_REST = {"tests-lib": ["lib.txt"], "app": ["grouped.sh"]}

def _layers_of(name, binary, max_layers = 0):
    runfiles_group_layers(
        name = name,
        binary = binary,
        max_layers = max_layers,
        tags = ["manual"],  # Some cannot be built, which a test wants to see.
    )
    return name

def _plan(name, binary, layers, home, max_layers = 0):
    plan_test(
        name = name,
        home = home,
        layers = layers,
        target_under_test = _layers_of(name + "_layers", binary, max_layers),
    )
    return name

def _failure(name, binary, message, max_layers = 0):
    failure_test(
        name = name,
        message = message,
        target_under_test = _layers_of(name + "_layers", binary, max_layers),
    )
    return name

def _tests_of_order():
    grouped_binary(
        name = "grouped",
        group = "x#app",
        groups = _ALL,
    )
    grouped_binary(
        name = "without_executable_group",
        group = "x#main",
        groups = [":runtime"],
        has_executable_group = False,
    )
    grouped_binary(
        name = "of_labels",
        groups = [":lib", ":docs", ":more_docs"],
    )
    return [
        _plan(
            "ranks_order_layers_test",
            ":grouped",
            _RUNTIME | {"pypi-" + name: [name + ".txt"] for name in ["a", "b", "c", "d"]} | _REST,
            home = "app",
        ),
        _plan(
            "no_executable_group_test",
            ":without_executable_group",
            _RUNTIME | {"x-main": ["without_executable_group.sh"]},
            home = "",
        ),
        _plan(
            "labels_name_layers_test",
            ":of_labels",
            {"docs": ["docs.txt", "more.txt"], "tests-lib": ["lib.txt"], "tests-of_labels": ["of_labels.sh"]},
            home = "tests-of_labels",
        ),
    ]

def _tests_of_limits():
    group(
        name = "light_main",
        files = ["light.txt"],
        group = "x#light",
    )
    grouped_binary(
        name = "with_light_main",
        group = "x#app",
        groups = [":light_main", ":runtime"],
    )
    grouped_binary(
        name = "light_without_executable_group",
        group = "x#main",
        groups = [":light_main"],
        has_executable_group = False,
    )
    return [
        # The lightest of one affinity, not the lightest of all.
        _plan(
            "affinity_merges_first_test",
            ":grouped",
            _RUNTIME | {"pypi-a": ["a.txt"], "pypi-b-and-1-more": ["b.txt", "d.txt"], "pypi-c": ["c.txt"]} | _REST,
            home = "app",
            max_layers = 6,
        ),
        _plan(
            "other_affinities_merge_last_test",
            ":grouped",
            _RUNTIME | {"pypi-a-and-3-more": ["a.txt", "b.txt", "c.txt", "d.txt"]} | _REST,
            home = "app",
            max_layers = 4,
        ),
        _plan(
            "executable_group_may_be_merged_test",
            ":with_light_main",
            _RUNTIME | {"app-and-1-more": ["light.txt", "with_light_main.sh"]},
            home = "app-and-1-more",
            max_layers = 2,
        ),
        _plan(
            "limit_counts_the_layer_of_the_launcher_test",
            ":without_executable_group",
            _RUNTIME | {"x-main": ["without_executable_group.sh"]},
            home = "",
            max_layers = 3,
        ),
        _plan(
            "launcher_takes_a_layer_from_groups_test",
            ":light_without_executable_group",
            {"light-and-1-more": ["light.txt", "light_without_executable_group.sh"]},
            home = "",
            max_layers = 2,
        ),
        _failure(
            "launcher_is_one_too_many_test",
            ":without_executable_group",
            ["max_layers = 2:", "write max_layers = 3 or more"],
            max_layers = 2,
        ),
        _failure(
            "limit_is_too_low_test",
            ":grouped",
            [
                "max_layers = 3: x#runtime, x#pypi/a and 3 more,",
                "tests:lib, x#app differ in rank or must not be merged",
                "write max_layers = 4 or more",
            ],
            max_layers = 3,
        ),
        _failure("limit_is_negative_test", ":grouped", ["max_layers: -1 is negative"], max_layers = -1),
    ]

def _tests_of_hints():
    docs_hint(name = "lift_docs")
    docs_hint(
        name = "drop_docs",
        drop = True,
    )
    for hint in ("lift_docs", "drop_docs"):
        grouped_binary(
            name = "with_" + hint,
            aspect_hints = [":" + hint],
            group = "x#app",
            groups = [":docs"],
            tags = ["manual"],  # Only the tests below look at it.
        )
    plain_binary(name = "plain")
    return [
        _plan(
            "hints_change_groups_test",
            ":with_lift_docs",
            {"app": ["with_lift_docs.sh"], "manual": ["docs.txt"]},
            home = "app",
        ),
        _failure(
            "hints_must_not_drop_files_test",
            ":with_drop_docs",
            ["tests:drop_docs in aspect_hints, by which 1 files, such as tests/docs/docs.txt, are in no group"],
        ),
        _failure(
            "binary_without_groups_test",
            ":plain",
            ["tests:plain has no runfiles groups", "runfiles_group:enabled=true", "with_runfiles_groups of it"],
        ),
    ]

def group_layers_test_suite(name):
    """Declares the tests, and the targets that they look at.

    Args:
        name: of the test suite.
    """
    _groups()
    native.test_suite(
        name = name,
        tests = _tests_of_order() + _tests_of_limits() + _tests_of_hints(),
    )
