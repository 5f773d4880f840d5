"""What Bazel offers to a module of the name rules_python only."""

# buildifier: disable=unused-variable
_internal = py_internal

def with_empty_inits(ctx, runfiles):
    """Runfiles that also hold an empty __init__.py in each directory of Python files."""
    return _internal.merge_runfiles_with_generated_inits_empty_files_supplier(ctx = ctx, runfiles = runfiles)

def respect_legacy_external_runfiles(ctx, runfiles):
    """Runfiles that obey --legacy_external_runfiles."""
    return _internal.make_runfiles_respect_legacy_external_runfiles(ctx, runfiles)

def expand(ctx, attribute, value, targets):
    """Expands $(location) and Make variables."""
    return _internal.expand_location_and_make_variables(
        ctx = ctx,
        attribute_name = attribute,
        expression = value,
        targets = targets,
    )
