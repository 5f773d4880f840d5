"""Names of distributions."""

def normalize_name(name):
    """The name as targets and repositories use it: lower case, runs of "-", "_" and "." are one "_"."""
    name = name.replace("-", "_").replace(".", "_").lower()
    return "_".join([part for part in name.split("_") if part])
