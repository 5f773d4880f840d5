"""Every read that differs between the Bazel versions we support, and nothing else."""

def is_raw_link(file):
    """Tells whether an artifact is an unresolved symbolic link (`ctx.actions.declare_symlink`).

    Args:
        file: a `File`.

    Returns:
        True or False where analysis knows: always since Bazel 8, which has `File.is_symlink`. None where only the disk can tell:
        in Bazel 7, for a generated file.
    """
    if hasattr(file, "is_symlink"):
        return file.is_symlink
    if file.is_source or file.is_directory:
        return False
    return None

def repo_mapping_manifest(files_to_run):
    """The file that becomes `_repo_mapping` in the runfiles.

    Args:
        files_to_run: a `FilesToRunProvider`.

    Returns:
        A `File`, or None where there is none (without Bzlmod).
    """
    return getattr(files_to_run, "repo_mapping_manifest", None)
