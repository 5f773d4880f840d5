"""Computes what a fleet of images uploads to and stores in a remote cache, from what one build of real wheels has read and written.

usage: fleet.py EXECUTION-LOG CAS TARGET
  EXECUTION-LOG  of the build, as --execution_log_json_file writes it
  CAS            the directory of blobs that the build has left in a cache, and nothing else has
  TARGET         a tar_runfiles in it with a layer for each distribution

Prints Markdown, the part between two comments of docs/remote-execution.md. All sizes are bytes; the model is that page's.
"""

import dataclasses
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "workspaces"))
from spawns import read_log

# (images, distributions in all of them, distributions in each)
FLEETS = [(10, 30, 20), (100, 200, 40), (1000, 500, 60)]


@dataclasses.dataclass
class Layer:
    files: int = 0  # with different content
    read: int = 0  # bytes of these
    written: int = 0  # bytes of the tar
    beside: int = 0  # bytes of manifest, listing, descriptor, facts

    def __add__(self, other):
        return Layer(*(a + b for a, b in zip(dataclasses.astuple(self), dataclasses.astuple(other))))

    def __mul__(self, factor):
        return Layer(*(value * factor for value in dataclasses.astuple(self)))

    @property
    def stored(self):
        return self.written + self.beside


def size(file):
    return int(file["digest"]["sizeBytes"])


def is_input(file):
    """Of the layer: not the rule's own program, nor a raw link, which is no blob."""
    return "digest" in file and not file["path"].endswith("/layer_packer")


def layer_of(spawn):
    layer = Layer()
    # A blob is uploaded once, whatever the number of its names.
    for file in {file["digest"]["hash"]: file for file in spawn["inputs"] if is_input(file)}.values():
        if file["path"].endswith(".manifest.jsonl"):
            layer.beside += size(file)
        else:
            layer.files += 1
            layer.read += size(file)
    for file in spawn["actualOutputs"]:
        if file["path"].endswith(".tar"):
            layer.written += size(file)
        else:
            layer.beside += size(file)
    return layer


def layers_of(spawns, target):
    """{name: Layer}"""
    prefix = target.partition(":")[2] + "."
    packed = [spawn for spawn in spawns if spawn["mnemonic"] == "PackLayer" and spawn["targetLabel"] == target]
    layers = {}
    for spawn in packed:
        [listing] = [path for path in spawn["listedOutputs"] if path.endswith(".mtree")]
        layers[os.path.basename(listing)[len(prefix) : -len(".mtree")]] = layer_of(spawn)
    return layers


def bytes_of_messages(spawns, cas):
    """What tells a worker where its inputs are (Action, Command, Directory): blobs that are no file of the build. A file of an action."""
    files = {file["digest"]["hash"] for spawn in spawns for file in spawn["inputs"] + spawn["actualOutputs"] if "digest" in file}
    messages = sum(
        os.path.getsize(os.path.join(directory, name))
        for directory, _, names in os.walk(cas)
        for name in names
        if name not in files
    )
    return messages / sum(len(spawn["inputs"]) for spawn in spawns)


def stored(images, distributions, each, interpreter, distribution, main):
    """[files uploaded, layers stored: shared, one for all distributions, one for everything]"""
    shared = interpreter + distribution * distributions + main * images
    return [shared.read, shared.stored, (interpreter + (distribution * each + main) * images).stored, packed(images, each, interpreter, distribution, main)]


def packed(images, each, *layers):
    """Bytes of layers with all of an image in them."""
    interpreter, distribution, main = layers
    return (interpreter + distribution * each + main).stored * images


def repacked(images, distributions, each, interpreter, distribution, main):
    """[layers shared, one for all distributions, one for everything], after a new version of one distribution."""
    affected = images * each / distributions
    return [
        (distribution + main * affected).stored,
        ((distribution * each + main) * affected).stored,
        packed(affected, each, interpreter, distribution, main),
    ]


def human(count):
    for unit, factor in [("GB", 1e9), ("MB", 1e6)]:
        if count >= 0.9995 * factor:
            return "%s %s" % (significant(count / factor), unit)
    return "%s kB" % significant(count / 1e3)


def significant(value):
    """Three digits."""
    return "%.0f" % value if value >= 99.95 else "%.1f" % value if value >= 9.995 else "%.2f" % value


def name(fleet):
    return "%d × %d, %d" % fleet


def table(head, rows):
    for cells in [head, ["---"] * len(head), *rows]:
        print("| %s |" % " | ".join(cells))
    print()


def main():
    log, cas, target = sys.argv[1:]
    spawns = list(read_log(log))
    layers = layers_of(spawns, target)
    interpreter, own = layers.pop("interpreter"), layers.pop("main")
    del layers["external"]  # what belongs to no distribution
    total = sum(layers.values(), Layer())
    mean = total * (1 / len(layers))

    table(
        ["measured", "files", "their bytes", "layer", "beside it"],
        [
            [what, "%.0f" % layer.files, human(layer.read), human(layer.written), human(layer.beside)]
            for what, layer in [("interpreter", interpreter), ("distribution, mean of %d" % len(layers), mean), ("main", own)]
        ],
    )
    print("Messages of the protocol: %.0f bytes for each input of each action.\n" % round(bytes_of_messages(spawns, cas), -1))
    table(
        ["images × distributions, in each", "files uploaded", "layers: shared", "one `external` an image", "one layer an image"],
        [[name(fleet), *map(human, stored(*fleet, interpreter, mean, own))] for fleet in FLEETS],
    )
    table(
        ["new version of one distribution", "layers: shared", "one `external` an image", "one layer an image"],
        [[name(fleet), *map(human, repacked(*fleet, interpreter, mean, own))] for fleet in FLEETS],
    )
    print("A first-party edit of one image: %s." % human(own.stored))


if __name__ == "__main__":
    main()
