"""Structs that stand for what Bazel gives a rule, so that tests show what a given Bazel version may not."""

def mock_file(short_path, is_source = True, is_directory = False, **more):
    """A `File`; `is_symlink = True` or `False` makes it one of Bazel 8."""
    return struct(
        is_directory = is_directory,
        is_source = is_source,
        owner = "//:x",
        path = "bazel-out/bin/" + short_path if not is_source else short_path.replace("../", "external/", 1),
        short_path = short_path,
        **more
    )

def mock_entry(path, target_file):
    """A `SymlinkEntry`."""
    return struct(path = path, target_file = target_file)

def mock_default_info(files = [], symlinks = [], root_symlinks = [], empty_filenames = [], executable = None, mapping = None):
    """The `DefaultInfo` of an executable with these runfiles."""
    return struct(
        default_runfiles = struct(
            empty_filenames = depset(empty_filenames),
            files = depset(files),
            root_symlinks = depset(root_symlinks),
            symlinks = depset(symlinks),
        ),
        files_to_run = struct(
            executable = executable or mock_file("pkg/app", is_source = False),
            repo_mapping_manifest = mapping,
        ),
    )
