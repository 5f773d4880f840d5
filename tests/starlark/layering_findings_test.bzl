"""Tests of layering_findings.bzl: what is told of groups that do not do what they seem to."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:layer_groups.bzl", "placement_by_groups")
load("//private:layer_plan.bzl", "placement_by_plan")
load("//private:layering_findings.bzl", "layering_findings")
load("//private:layers.bzl", "assign_layers")
load("//private:runfiles_tree.bzl", "runfiles_tree")
load(":mocks.bzl", "mock_default_info", "mock_file")

_FILES = [
    mock_file("../%s/site-packages/%s-1.0.dist-info/METADATA" % (name, name))
    for name in ("nvidia_cublas_cu12", "nvidia_cudnn_cu12", "scikit_learn", "torch")
] + [mock_file("app/data/big.bin")]

def _findings(layer_groups, has_own_groups = True, layer_names = None):
    tree = runfiles_tree([mock_default_info(files = _FILES)], "_main")
    placement = placement_by_groups(tree, layer_groups, [], [""], "_main")
    layers = assign_layers(tree, placement, "_main")
    return [(finding.kind, finding.text) for finding in layering_findings(placement, layer_names or layers.keys(), has_own_groups)]

def _groups_that_fit_are_not_told_of_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, [], _findings({"nvidia": ["NVIDIA_*"], "torch": ["torch"], "data": ["_main/app/data/"], "main": []}))

    # A name beats a glob: that is settled.
    asserts.equals(env, [], _findings({"nvidia": ["nvidia-*"], "cudnn": ["nvidia-cudnn-cu12"]}))
    return unittest.end(env)

def _name_that_matches_nothing_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(
        env,
        [(
            "unmatched_pattern",
            "\"scikit\" of group \"learn\" is the name of no distribution here (scikit-learn?); " +
            "write: layer_groups = {\"learn\":[\"scikit-learn\"],\"torch\":[\"torch\"]}",
        )],
        _findings({"learn": ["scikit"], "torch": ["torch"]}),
    )
    asserts.equals(
        env,
        [(
            "unmatched_pattern",
            "\"torhc\" of group \"torch\" is the name of no distribution here (torch?); write: layer_groups = {\"torch\":[\"torch\"]}",
        )],
        _findings({"torch": ["torhc"]}),
    )
    asserts.equals(
        env,
        [(
            "unmatched_pattern",
            "\"jax*\" of group \"jax\" is the name of no distribution here; write: layer_groups = {\"external\":[]}",
        )],
        _findings({"jax": ["jax*"]}),
    )
    return unittest.end(env)

def _settings_of_a_workspace_may_match_nothing_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, [], _findings({"jax": ["jax*"], "x": ["no/such/path"]}, has_own_groups = False))
    return unittest.end(env)

def _path_that_matches_nothing_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(
        env,
        [(
            "unmatched_pattern",
            "\"app/data/\" of group \"data\" matches no path below the runfiles (what is in a directory artifact has no path here); " +
            "write: layer_groups = {\"external\":[]}",
        )],
        _findings({"data": ["app/data/"]}),
    )
    return unittest.end(env)

def _path_that_only_matches_what_others_took_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(
        env,
        [(
            "unmatched_pattern",
            "\"_main/app/data/*.bin\" of group \"big\" matches only what other groups took before it, such as _main/app/data/big.bin; " +
            "write: layer_groups = {\"big\":[\"_main/app/data/*.bin\"],\"own\":[\"_main/app/**\"]}",
        )],
        _findings({"own": ["_main/app/**"], "big": ["_main/app/data/*.bin"]}),
    )
    return unittest.end(env)

def _distribution_that_two_globs_claim_test_impl(ctx):
    env = unittest.begin(ctx)
    findings = _findings({"cudnn": ["*cudnn*"], "nvidia": ["nvidia-*"]})
    asserts.equals(
        env,
        [(
            "claimed_twice",
            "the groups \"cudnn\" (\"*cudnn*\") and \"nvidia\" (\"nvidia-*\") both claim nvidia-cudnn-cu12, which the first has got; " +
            "write: layer_groups = {\"cudnn\":[\"nvidia-cudnn-cu12\"],\"nvidia\":[\"nvidia-*\"]}",
        )],
        findings,
    )

    # The fix is one.
    asserts.equals(env, [], _findings({"cudnn": ["nvidia-cudnn-cu12"], "nvidia": ["nvidia-*"]}))
    return unittest.end(env)

def _distribution_that_two_groups_name_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(
        env,
        [(
            "claimed_twice",
            "the groups \"a\" (\"torch\") and \"b\" (\"Torch\") both claim torch, which the first has got; " +
            "write: layer_groups = {\"a\":[\"torch\"]}",
        )],
        _findings({"a": ["torch"], "b": ["Torch"]}),
    )
    return unittest.end(env)

def _more_layers_than_an_image_takes_test_impl(ctx):
    env = unittest.begin(ctx)
    for count, kind in {100: None, 101: "many_layers", 127: "many_layers", 128: "too_many_layers"}.items():
        findings = _findings({"torch": ["torch"]}, layer_names = ["l%d" % i for i in range(count)])
        asserts.equals(env, [kind] if kind else [], [finding[0] for finding in findings])
        asserts.true(env, not kind or findings[0][1].endswith("max_layers = 100"))
    return unittest.end(env)

def _more_layers_of_a_plan_test_impl(ctx):
    env = unittest.begin(ctx)
    placement = placement_by_plan(struct(home = None, layers = []), "_main")
    findings = layering_findings(placement, ["l%d" % i for i in range(101)], has_own_groups = False)
    asserts.equals(
        env,
        [("many_layers", "101 layers, where an image takes 127, those of its base among them; let the target of layer_plan make 100 or fewer")],
        [(finding.kind, finding.text) for finding in findings],
    )
    return unittest.end(env)

groups_that_fit_are_not_told_of_test = unittest.make(_groups_that_fit_are_not_told_of_test_impl)
name_that_matches_nothing_test = unittest.make(_name_that_matches_nothing_test_impl)
settings_of_a_workspace_may_match_nothing_test = unittest.make(_settings_of_a_workspace_may_match_nothing_test_impl)
path_that_matches_nothing_test = unittest.make(_path_that_matches_nothing_test_impl)
path_that_only_matches_what_others_took_test = unittest.make(_path_that_only_matches_what_others_took_test_impl)
distribution_that_two_globs_claim_test = unittest.make(_distribution_that_two_globs_claim_test_impl)
distribution_that_two_groups_name_test = unittest.make(_distribution_that_two_groups_name_test_impl)
more_layers_than_an_image_takes_test = unittest.make(_more_layers_than_an_image_takes_test_impl)
more_layers_of_a_plan_test = unittest.make(_more_layers_of_a_plan_test_impl)

def layering_findings_test_suite(name):
    unittest.suite(
        name,
        groups_that_fit_are_not_told_of_test,
        name_that_matches_nothing_test,
        settings_of_a_workspace_may_match_nothing_test,
        path_that_matches_nothing_test,
        path_that_only_matches_what_others_took_test,
        distribution_that_two_globs_claim_test,
        distribution_that_two_groups_name_test,
        more_layers_than_an_image_takes_test,
        more_layers_of_a_plan_test,
    )
