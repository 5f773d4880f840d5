"""Tests of runfiles_tree.bzl: Bazel's order of merging, and what becomes of symlink entries."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:runfiles_tree.bzl", "runfiles_tree")
load(":mocks.bzl", "mock_default_info", "mock_entry", "mock_file")

def _tree(**runfiles):
    return runfiles_tree([mock_default_info(**runfiles)], "_main")

_APP = mock_file("pkg/app", is_source = False)

def _files_lie_below_their_repository_test_impl(ctx):
    env = unittest.begin(ctx)
    own, other, mapping = mock_file("pkg/x.py"), mock_file("../r/x.py"), mock_file("pkg/app.repo_mapping", is_source = False)
    tree = _tree(files = [own, other], mapping = mapping)
    asserts.equals(env, {"_main/pkg/app": _APP, "_main/pkg/x.py": own, "_repo_mapping": mapping, "r/x.py": other}, tree.files)
    return unittest.end(env)

def _later_kinds_win_test_impl(ctx):
    env = unittest.begin(ctx)
    a, b, file = mock_file("pkg/a"), mock_file("pkg/b"), mock_file("pkg/x")
    tree = _tree(files = [a, b, file], symlinks = [mock_entry("pkg/x", a)])
    asserts.equals(env, file, tree.files["_main/pkg/x"])
    asserts.equals(env, [("_main/pkg/x", a, file)], tree.overridden)

    tree = _tree(files = [a, b, file], symlinks = [mock_entry("pkg/x", a)], root_symlinks = [mock_entry("_main/pkg/x", b)])
    asserts.equals(env, {"_main/pkg/x": b}, tree.links)
    asserts.false(env, "_main/pkg/x" in tree.files)
    asserts.equals(env, [("_main/pkg/x", a, file), ("_main/pkg/x", file, b)], tree.overridden)
    return unittest.end(env)

def _one_file_named_twice_is_no_conflict_test_impl(ctx):
    env = unittest.begin(ctx)
    a = mock_file("pkg/a")
    tree = _tree(files = [a, a], root_symlinks = [mock_entry("_main/pkg/l", a), mock_entry("_main/pkg/l", a)])
    asserts.equals(env, [], tree.overridden)
    asserts.equals(env, {"_main/pkg/l": a}, tree.links)
    return unittest.end(env)

def _empty_files_fill_gaps_test_impl(ctx):
    env = unittest.begin(ctx)
    file = mock_file("pkg/__init__.py")
    tree = _tree(files = [file], empty_filenames = ["pkg/__init__.py", "__init__.py", "../r/__init__.py"])
    asserts.equals(env, ["_main/__init__.py", "r/__init__.py"], tree.empties)
    return unittest.end(env)

def _symlink_entry_of_absent_file_brings_its_bytes_once_test_impl(ctx):
    env = unittest.begin(ctx)
    absent = mock_file("../r/absent.pyi")
    tree = _tree(root_symlinks = [mock_entry("_main/z", absent), mock_entry("_main/b", absent), mock_entry("_main/c", absent)])
    asserts.equals(env, {"_main/b": absent}, tree.copies)
    asserts.equals(env, {"_main/c": "_main/b", "_main/z": "_main/b"}, tree.copy_links)
    asserts.equals(env, {}, tree.links)
    return unittest.end(env)

def _symlink_entry_of_overridden_file_is_no_link_test_impl(ctx):
    env = unittest.begin(ctx)
    a, winner = mock_file("pkg/a"), mock_file("pkg/winner")
    tree = _tree(files = [a, winner], root_symlinks = [mock_entry("_main/pkg/a", winner), mock_entry("_main/l", a)])
    asserts.equals(env, {"_main/pkg/a": winner}, tree.links)
    asserts.equals(env, {"_main/l": a}, tree.copies)
    return unittest.end(env)

def _symlink_entry_at_its_files_own_place_is_the_file_test_impl(ctx):
    env = unittest.begin(ctx)
    listed, unlisted = mock_file("pkg/a"), mock_file("../r/b")
    tree = _tree(files = [listed], root_symlinks = [mock_entry("_main/pkg/a", listed), mock_entry("r/b", unlisted)])
    asserts.equals(env, {"_main/pkg/a": listed, "_main/pkg/app": _APP, "r/b": unlisted}, tree.files)
    asserts.equals(env, [{}, {}], [tree.links, tree.copies])
    asserts.equals(env, [], tree.overridden)
    return unittest.end(env)

def _what_lies_below_another_entry_is_dropped_test_impl(ctx):
    env = unittest.begin(ctx)
    tree_artifact = mock_file("pkg/t", is_source = False, is_directory = True)
    below, beside, target = mock_file("pkg/t/x/y"), mock_file("pkg/t.py"), mock_file("pkg/z")
    tree = _tree(
        files = [tree_artifact, below, beside, target],
        symlinks = [mock_entry("pkg/t/link", target), mock_entry("l", target), mock_entry("l/m/n", beside)],
        empty_filenames = ["pkg/t/__init__.py", "pkg/t/x/__init__.py", "l/m/__init__.py"],
    )
    asserts.equals(env, ["_main/pkg/app", "_main/pkg/t", "_main/pkg/t.py", "_main/pkg/z"], sorted(tree.files))
    asserts.equals(env, {"_main/l": target}, tree.links)
    asserts.equals(env, [], tree.empties)
    asserts.equals(
        env,
        {
            "_main/l/m/n": (beside, "_main/l", target),
            "_main/pkg/t/link": (target, "_main/pkg/t", tree_artifact),
            "_main/pkg/t/x/y": (below, "_main/pkg/t", tree_artifact),
        },
        {path: (loser, above, winner) for path, loser, above, winner in tree.obscured},
    )
    return unittest.end(env)

def _file_of_a_listed_source_directory_is_no_conflict_test_impl(ctx):
    env = unittest.begin(ctx)
    directory = mock_file("pkg/d")
    tree = _tree(files = [mock_file("pkg/d/x"), directory, mock_file("pkg/d/e/y")])
    asserts.equals(env, {"_main/pkg/app": _APP, "_main/pkg/d": directory}, tree.files)
    asserts.equals(env, [], tree.obscured)
    return unittest.end(env)

def _symlink_entry_of_an_obscured_file_brings_its_bytes_test_impl(ctx):
    env = unittest.begin(ctx)
    below = mock_file("pkg/t/x")
    tree = _tree(
        files = [mock_file("pkg/t", is_source = False, is_directory = True), below],
        root_symlinks = [mock_entry("_main/l", below)],
    )
    asserts.equals(env, {"_main/l": below}, tree.copies)
    return unittest.end(env)

def _root_symlinks_replace_empty_files_test_impl(ctx):
    env = unittest.begin(ctx)
    file = mock_file("pkg/x")
    tree = _tree(files = [file], root_symlinks = [mock_entry("_main/pkg/__init__.py", file)], empty_filenames = ["pkg/__init__.py"])
    asserts.equals(env, {"_main/pkg/__init__.py": file}, tree.links)
    asserts.equals(env, [], tree.empties)
    return unittest.end(env)

def _executable_is_there_whatever_the_rule_lists_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, {"_main/pkg/app": _APP}, _tree().files)

    # The same program for two configurations: Bazel has the last one, and so has the tree.
    other = mock_file("pkg/app", is_source = False, is_directory = False, root = "other")
    tree = _tree(files = [_APP, other])
    asserts.equals(env, {"_main/pkg/app": other}, tree.files)
    asserts.equals(env, [("_main/pkg/app", _APP, other)], tree.overridden)
    return unittest.end(env)

def _symlink_entry_of_a_raw_link_has_its_text_test_impl(ctx):
    env = unittest.begin(ctx)
    present, absent = [mock_file("pkg/" + name, is_source = False, is_symlink = True) for name in ("here", "gone")]
    tree = _tree(
        files = [present],
        root_symlinks = [mock_entry("a/l", present), mock_entry("a/m", absent), mock_entry("a/n", absent)],
    )
    asserts.equals(env, {"a/l": present, "a/m": absent, "a/n": absent}, tree.raw_links)
    asserts.equals(env, [{}, {}, {}], [tree.links, tree.copies, tree.copy_links])
    return unittest.end(env)

def _symlink_entries_of_an_absent_tree_artifact_test_impl(ctx):
    env = unittest.begin(ctx)
    absent = mock_file("pkg/t", is_source = False, is_directory = True)
    tree = _tree(root_symlinks = [mock_entry("_main/b", absent), mock_entry("_main/a", absent)])
    asserts.equals(env, {"_main/a": absent}, tree.copies)
    asserts.equals(env, {"_main/b": "_main/a"}, tree.copy_links)
    return unittest.end(env)

def _workspaces_have_any_name_test_impl(ctx):
    env = unittest.begin(ctx)
    own, other = mock_file("pkg/x"), mock_file("../r/x")
    tree = runfiles_tree(
        [mock_default_info(files = [own, other], symlinks = [mock_entry("s", own)], empty_filenames = ["__init__.py"])],
        "my_workspace",
    )
    asserts.equals(env, {"my_workspace/pkg/app": _APP, "my_workspace/pkg/x": own, "r/x": other}, tree.files)
    asserts.equals(env, {"my_workspace/s": own}, tree.links)
    asserts.equals(env, ["my_workspace/__init__.py"], tree.empties)
    return unittest.end(env)

def _what_is_excluded_is_told_and_links_to_it_bring_its_bytes_test_impl(ctx):
    env = unittest.begin(ctx)
    stub, code, other = mock_file("../r/x.pyi"), mock_file("../r/x.py"), mock_file("pkg/tests/y.py")
    tree = runfiles_tree(
        [mock_default_info(
            files = [stub, code, other],
            root_symlinks = [mock_entry("_main/v/stub", stub), mock_entry("_main/v/w.pyi", code)],
            empty_filenames = ["pkg/tests/__init__.py", "../r/__init__.py"],
        )],
        "_main",
        exclude = ["*.pyi", "**/tests/"],
    )
    asserts.equals(env, {"_main/pkg/app": _APP, "r/x.py": code}, tree.files)
    asserts.equals(
        env,
        {"_main/pkg/tests/__init__.py": None, "_main/pkg/tests/y.py": other, "_main/v/w.pyi": code, "r/x.pyi": stub},
        tree.excluded,
    )
    asserts.equals(env, {"_main/v/stub": stub}, tree.copies)
    asserts.equals(env, ["r/__init__.py"], tree.empties)
    return unittest.end(env)

def _several_binaries_are_one_tree_test_impl(ctx):
    env = unittest.begin(ctx)
    shared, absent, only_b = mock_file("../r/shared.py"), mock_file("../r/b.so"), mock_file("pkg/d/__init__.py")
    other = mock_file("pkg/other", is_source = False)
    mapping = mock_file("pkg/both.repo_mapping", is_source = False)
    tree = runfiles_tree(
        [
            mock_default_info(
                files = [shared, mock_file("pkg/d/x")],
                root_symlinks = [mock_entry("_main/l", absent)],
                empty_filenames = ["pkg/d/__init__.py", "pkg/__init__.py"],
                mapping = mock_file("pkg/app.repo_mapping", is_source = False),
            ),
            mock_default_info(
                executable = other,
                files = [shared, absent, only_b],
                empty_filenames = ["pkg/__init__.py"],
                mapping = mock_file("pkg/other.repo_mapping", is_source = False),
            ),
        ],
        "_main",
        repo_mapping = mapping,
    )
    asserts.equals(
        env,
        ["_main/pkg/app", "_main/pkg/d/__init__.py", "_main/pkg/d/x", "_main/pkg/other", "_repo_mapping", "r/b.so", "r/shared.py"],
        sorted(tree.files),
    )
    asserts.equals(env, mapping, tree.files["_repo_mapping"])

    # What one binary only links to, the other one has.
    asserts.equals(env, {"_main/l": absent}, tree.links)
    asserts.equals(env, {}, tree.copies)
    asserts.equals(env, ["_main/pkg/__init__.py"], tree.empties)
    asserts.equals(env, [("_main/pkg/d/__init__.py", only_b)], [(path, winner) for path, _, winner in tree.overridden])
    return unittest.end(env)

def _conflicts_are_told_once_and_not_of_what_is_excluded_test_impl(ctx):
    env = unittest.begin(ctx)
    directory = mock_file("pkg/t", is_source = False, is_directory = True)
    below, lost_below = mock_file("pkg/t/x"), mock_file("pkg/t/x.pyi")
    a, b, stub = mock_file("pkg/a"), mock_file("pkg/b"), mock_file("pkg/b.pyi")
    binary = mock_default_info(
        files = [directory, below, lost_below, b, stub],
        symlinks = [mock_entry("pkg/b", a), mock_entry("pkg/b.pyi", a)],
    )
    tree = runfiles_tree([binary, binary], "_main", exclude = ["*.pyi"])
    asserts.equals(env, [("_main/pkg/b", a, b)], tree.overridden)
    asserts.equals(env, [("_main/pkg/t/x", below, "_main/pkg/t", directory)], tree.obscured)
    return unittest.end(env)

files_lie_below_their_repository_test = unittest.make(_files_lie_below_their_repository_test_impl)
later_kinds_win_test = unittest.make(_later_kinds_win_test_impl)
one_file_named_twice_is_no_conflict_test = unittest.make(_one_file_named_twice_is_no_conflict_test_impl)
empty_files_fill_gaps_test = unittest.make(_empty_files_fill_gaps_test_impl)
symlink_entry_of_absent_file_brings_its_bytes_once_test = unittest.make(_symlink_entry_of_absent_file_brings_its_bytes_once_test_impl)
symlink_entry_of_overridden_file_is_no_link_test = unittest.make(_symlink_entry_of_overridden_file_is_no_link_test_impl)
symlink_entry_at_its_files_own_place_is_the_file_test = unittest.make(_symlink_entry_at_its_files_own_place_is_the_file_test_impl)
what_lies_below_another_entry_is_dropped_test = unittest.make(_what_lies_below_another_entry_is_dropped_test_impl)
file_of_a_listed_source_directory_is_no_conflict_test = unittest.make(_file_of_a_listed_source_directory_is_no_conflict_test_impl)
symlink_entry_of_an_obscured_file_brings_its_bytes_test = unittest.make(_symlink_entry_of_an_obscured_file_brings_its_bytes_test_impl)
root_symlinks_replace_empty_files_test = unittest.make(_root_symlinks_replace_empty_files_test_impl)
executable_is_there_whatever_the_rule_lists_test = unittest.make(_executable_is_there_whatever_the_rule_lists_test_impl)
symlink_entry_of_a_raw_link_has_its_text_test = unittest.make(_symlink_entry_of_a_raw_link_has_its_text_test_impl)
symlink_entries_of_an_absent_tree_artifact_test = unittest.make(_symlink_entries_of_an_absent_tree_artifact_test_impl)
workspaces_have_any_name_test = unittest.make(_workspaces_have_any_name_test_impl)
what_is_excluded_is_told_and_links_to_it_bring_its_bytes_test = unittest.make(_what_is_excluded_is_told_and_links_to_it_bring_its_bytes_test_impl)
several_binaries_are_one_tree_test = unittest.make(_several_binaries_are_one_tree_test_impl)
conflicts_are_told_once_and_not_of_what_is_excluded_test = unittest.make(_conflicts_are_told_once_and_not_of_what_is_excluded_test_impl)

def runfiles_tree_test_suite(name):
    unittest.suite(
        name,
        files_lie_below_their_repository_test,
        later_kinds_win_test,
        one_file_named_twice_is_no_conflict_test,
        empty_files_fill_gaps_test,
        symlink_entry_of_absent_file_brings_its_bytes_once_test,
        symlink_entry_of_overridden_file_is_no_link_test,
        symlink_entry_at_its_files_own_place_is_the_file_test,
        what_lies_below_another_entry_is_dropped_test,
        file_of_a_listed_source_directory_is_no_conflict_test,
        symlink_entry_of_an_obscured_file_brings_its_bytes_test,
        root_symlinks_replace_empty_files_test,
        executable_is_there_whatever_the_rule_lists_test,
        symlink_entry_of_a_raw_link_has_its_text_test,
        symlink_entries_of_an_absent_tree_artifact_test,
        workspaces_have_any_name_test,
        what_is_excluded_is_told_and_links_to_it_bring_its_bytes_test,
        several_binaries_are_one_tree_test,
        conflicts_are_told_once_and_not_of_what_is_excluded_test,
    )
