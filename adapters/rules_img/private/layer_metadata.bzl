"""What rules_img reads about a layer (its `SingleLayerInfo.metadata`), made of the descriptor that tar_runfiles wrote.

A descriptor is a line of JSON with the keys `mediaType`, `digest`, `size`, `diffID` and, last and only of a compressed layer, `encoder`.
rules_img says `diff_id`, fails for keys that it does not know, and copies a `history` into the image's configuration.
"""

_COMPRESSIONS = {".tar": "none", ".tar.gz": "gzip", ".tar.zst": "zstd"}

def compression_of(file_name):
    """How a layer is compressed.

    Args:
        file_name: of its tar.

    Returns:
        "none", "gzip" or "zstd".
    """
    for extension, compression in _COMPRESSIONS.items():
        if file_name.endswith(extension):
            return compression
    fail("layers: {} is no tar, nor one compressed with gzip or zstd".format(file_name))

def media_type_of(file_name):
    """The media type of a layer, as in its descriptor (OCI image-spec, "Image Layer Filesystem Changeset").

    Args:
        file_name: of its tar.

    Returns:
        str
    """
    compression = compression_of(file_name)
    return "application/vnd.oci.image.layer.v1.tar" + ("" if compression == "none" else "+" + compression)

def metadata_substitutions(label, compression):
    """What to replace in a descriptor.

    Args:
        label: of the target that made the layer; the history names it, as those of rules_img's own layers do.
        compression: of `compression_of`. The history of a compressed layer also tells the encoder.

    Returns:
        `dict`, in the order in which to replace: the label's text comes last, so that nothing in it is replaced.
    """
    name = str(label)
    if not label.repo_name:
        name = name[name.index("//"):]
    history = '"history": [{"created_by": ' + json.encode("bazel build " + name)
    if compression == "none":
        return {
            '"diffID"': '"diff_id"',
            '"}': '", ' + history + "}]}",
        }
    return {
        '"diffID"': '"diff_id"',
        '"}': '"}]}',
        '"encoder"': history + ', "comment"',
    }
