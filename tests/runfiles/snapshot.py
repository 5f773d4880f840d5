"""Writes down the runfiles tree that Bazel has made of a binary.

Bazel's tree is a directory of links: an absolute link into its own directories or the workspace stands for the artifact that it leads
to, a file or a directory; any other link is a raw link, whose text is final. The snapshot says for each path below the tree's root:

  {"kind": "directory"}
  {"kind": "file", "sha256": ..., "artifact": path on this machine, null for a file of the tree itself}
  {"kind": "tree", "artifact": ...}     a directory that the tree links to; what it holds follows as entries of their own, "inside" it
  {"kind": "raw", "text": ...}
  {"kind": "device"}
"""

import argparse
import hashlib
import json
import os
import stat


def places_of_artifacts(package_path):
    """The directories that Bazel's own links lead into: the output base, and the workspace that this program comes from."""
    output_base = os.path.dirname(os.path.dirname(os.getcwd()))
    here = os.path.realpath(__file__)
    assert here.endswith("/" + package_path), here
    return [output_base + "/", here[: -len(package_path)]]


def content_hash(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Snapshot:
    def __init__(self, places):
        self.places = places
        self.entries = {}

    def add_directory(self, path, below):
        """What the tree itself holds."""
        for name in sorted(os.listdir(path)):
            self.add(os.path.join(path, name), below + name)

    def add(self, path, name):
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            text = os.readlink(path)
            if any(text.startswith(place) for place in self.places):
                self.add_artifact(path, name, {"artifact": text})
            else:
                self.entries[name] = {"kind": "raw", "text": text}
        elif stat.S_ISDIR(mode):
            self.entries[name] = {"kind": "directory"}
            self.add_directory(path, name + "/")
        else:
            self.entries[name] = {"kind": "file", "sha256": content_hash(path), "artifact": None}

    def add_artifact(self, path, name, facts):
        """What a link of the tree leads to; links in there are the actions' own, and count as what they lead to."""
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            self.entries[name] = {"kind": "directory" if "inside" in facts else "tree", **facts}
            for child in sorted(os.listdir(path)):
                inside = {"artifact": facts["artifact"] + "/" + child, "inside": facts.get("inside", name)}
                self.add_artifact(os.path.join(path, child), name + "/" + child, inside)
        elif stat.S_ISREG(mode):
            self.entries[name] = {"kind": "file", "sha256": content_hash(path), **facts}
        else:
            self.entries[name] = {"kind": "device", **facts}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--executable", required=True, help="the binary's path below the root of its runfiles")
    parser.add_argument("--package-path", required=True, help="this program's path in its workspace")
    parser.add_argument("--workspace-name", required=True)
    parser.add_argument("--tree", required=True)
    parser.add_argument("--output", required=True)
    flags = parser.parse_args()
    snapshot = Snapshot(places_of_artifacts(flags.package_path))
    snapshot.add_directory(flags.tree, "")
    with open(flags.output, "w", encoding="ascii") as output:
        facts = {"workspace": flags.workspace_name, "executable": flags.executable, "entries": snapshot.entries}
        json.dump(facts, output, indent=1)


if __name__ == "__main__":
    main()
