"""Providers of layers."""

LayersInfo = provider(
    doc = "Layers of an image.",
    fields = {"layers": "[`SingleLayerInfo`], bottom to top."},
)

SingleLayerInfo = provider(
    doc = "One layer of an image. Readers want all fields.",
    fields = {
        "blob": "`File`, the layer, or None.",
        "compact_stream": "`File`, from which the layer can be made again, or None.",
        "estargz": "`bool`, whether the layer is in that format.",
        "layer_input_files": "`depset` of what went into a layer that has a `compact_stream`, or None.",
        "layer_input_files_cas": "`File`, a directory of the same by digest, or None.",
        "media_type": "`str`.",
        "metadata": "`File`, JSON: `mediaType`, `digest`, `size`, `diff_id`, perhaps `annotations` and `history`, nothing else.",
        "mtree": "`File`, what is in the layer, or None.",
        "sources": "[struct(registry, repository)], where the layer can be had as well.",
        "ztoc": "`File`, an index of a layer compressed with gzip, or None.",
    },
)
