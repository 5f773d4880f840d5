"""Writes an index of layers, as a packager would, from what a target says of them.

usage: index.py OUTPUT SAID        both JSON; see layer_index.bzl. In the index each layer also has what its descriptor says, the SHA-256
and size of its tar and the paths in its listing and manifest; both reports and the configurations are there as well.
"""

import hashlib
import json
import sys


def read_text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def main(output, said):
    index = json.loads(read_text(said))
    for layer in index["layers"]:
        with open(layer["tar"], "rb") as tar:
            content = tar.read()
        layer["tar_sha256"] = hashlib.sha256(content).hexdigest()
        layer["tar_size"] = len(content)
        layer["said_by_descriptor"] = json.loads(read_text(layer["descriptor"]))
        layer["paths_of_listing"] = [line.split()[0] for line in read_text(layer["listing"]).splitlines() if line.startswith("./")]
        layer["paths_of_manifest"] = [json.loads(line)["path"] for line in read_text(layer["manifest"]).splitlines()]
    index["configs"] = {entrypoint: json.loads(read_text(path)) for entrypoint, path in index["image_configs"].items()}
    index["direct_configs"] = {entrypoint: json.loads(read_text(path)) for entrypoint, path in index["direct_image_configs"].items()}
    index["report"], index["report_page"] = [read_text(path) for path in index["groups"]["report"]]
    with open(output, "w", encoding="utf-8") as file:
        json.dump(index, file, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
