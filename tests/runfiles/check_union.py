"""Compares the layers of binaries, laid over one another, with the runfiles trees that Bazel has made of these (snapshot.py).

It shares nothing with what makes the layers. Where the two differ on purpose, the difference has a name here (DIFFERENCES); each
other one is a finding. A symlink entry, which Bazel has as a second link to an artifact, may be a link to the first: then both must
lead to one artifact, and no artifact may be there twice.
"""

import argparse
import collections
import hashlib
import json
import os
import stat
import sys
import tarfile
import tempfile

ESCAPES = "(outside the runfiles)"


def ancestors(path):
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


# What differs on purpose. Each function changes what is expected, and returns how often it had to.


def no_manifest(entries, workspace):
    """MANIFEST holds paths of the machine that built; launchers that find it trust it."""
    return int(entries.pop("MANIFEST", None) is not None)


def no_legacy_external_runfiles(entries, workspace):
    """With --legacy_external_runfiles (Bazel 7's default) a file of another repository is there a second time."""
    legacy = workspace + "/external/"
    second = [p for p in entries if p.startswith(legacy) and is_same(entries[p], entries.get(p[len(legacy) :]))]
    for path in second:
        del entries[path]
    return len(second) + remove_childless(entries, {above for path in second for above in ancestors(path)})


def is_same(a, b):
    """Whether two entries are the same thing, wherever they are."""
    return b is not None and a["kind"] != "directory" and {**a, "inside": ""} == {**b, "inside": ""}


def no_empty_directories(entries, workspace):
    """Of a directory artifact, what holds no file depends on the strategy of the action that reads it, so it is in no layer."""
    return remove_childless(entries, {p for p, entry in entries.items() if "inside" in entry})


def no_null_device(entries, workspace):
    """A link to /dev/null stands for nothing: a layer must hold no device."""
    devices = [p for p, entry in entries.items() if entry["kind"] == "device"]
    for path in devices:
        del entries[path]
    above = {p for path in devices for p in ancestors(path) if entries[p]["kind"] != "tree"}
    return len(devices) + remove_childless(entries, above)


def workspace_directory(entries, workspace):
    """Bazel makes <workspace>/.runfile where it would otherwise have no such directory; the layers have the directory."""
    entries.setdefault(workspace, {"kind": "directory"})
    return int(entries.pop(workspace + "/.runfile", None) is not None)


DIFFERENCES = [no_manifest, no_legacy_external_runfiles, no_empty_directories, no_null_device, workspace_directory]


def without_bytecode(actual, expected):
    """`precompile` adds bytecode beside modules: what the layers have but for that."""
    added = {p for p in actual if p.endswith(".pyc") and p not in expected and os.path.basename(os.path.dirname(p)) == "__pycache__"}
    kept = {p: entry for p, entry in actual.items() if p not in added}
    remove_childless(kept, {os.path.dirname(p) for p in added} - set(expected))
    return kept


def remove_childless(entries, candidates):
    """Removes the directories among `candidates` that hold nothing, or only such."""
    children = collections.Counter(path.rpartition("/")[0] for path in entries)
    removed = 0
    for path in sorted(candidates, key=lambda p: -p.count("/")):
        if path in entries and entries[path]["kind"] in ("directory", "tree") and not children[path]:
            del entries[path]
            children[path.rpartition("/")[0]] -= 1
            removed += 1
    return removed


def expected_entries(snapshot):
    """What the layers must hold, and the differences that were met."""
    entries = dict(snapshot["entries"])
    met = {difference.__name__: difference(entries, snapshot["workspace"]) for difference in DIFFERENCES}
    return entries, {name: count for name, count in met.items() if count}


def united(snapshots):
    """What one tree of several binaries must hold: what Bazel has in the tree of any of them."""
    entries = {}
    for path, entry in [item for snapshot in snapshots for item in snapshot["entries"].items()]:
        before = entries.setdefault(path, entry)
        if path == "_repo_mapping" and before != entry:
            # Each binary has one of its own; what the common one holds is for others to test.
            entries[path] = {"kind": "file", "sha256": None, "artifact": None}
        elif path != "MANIFEST" and before != entry:
            sys.exit("%s: the binaries disagree: %s, %s" % (path, before, entry))
    return {
        "workspace": snapshots[0]["workspace"],
        "executables": [snapshot["executable"] for snapshot in snapshots],
        "entries": entries,
    }


def resolve_in_snapshot(entries, path):
    """Where a path of Bazel's tree leads: a path below its root, ESCAPES, or None if nowhere.

    Only raw links are followed: Bazel's own links count as what they lead to.
    """
    todo = path.split("/")
    here = []
    for _ in range(10000):
        if not todo:
            return "/".join(here)
        part = todo.pop(0)
        if part in ("", "."):
            continue
        if part == "..":
            if not here:
                return ESCAPES
            here.pop()
            continue
        entry = entries.get("/".join(here + [part]))
        if entry is None:
            return None
        if entry["kind"] != "raw":
            if todo and entry["kind"] in ("file", "device"):
                return None
            here.append(part)
        elif entry["text"].startswith("/"):
            return ESCAPES
        else:
            todo = entry["text"].split("/") + todo
    return None


class Union:
    """The layers, extracted one over the other."""

    def __init__(self, layers, directory, entrypoints, runfiles_root=None):
        self.findings = []
        self.members = {}
        self.root = os.path.realpath(directory)
        self.entrypoints = entrypoints
        self.runfiles_root = runfiles_root or entrypoints[0] + ".runfiles"
        self.runfiles = os.path.join(self.root, self.runfiles_root)
        for layer in layers:
            self.extract(layer)

    def extract(self, layer):
        with tarfile.open(layer, errors="surrogateescape") as tar:
            for member in tar:
                self.check_member(layer, member)
            if hasattr(tarfile, "fully_trusted_filter"):
                tar.extractall(self.root, filter="fully_trusted")
            else:
                tar.extractall(self.root)

    def check_member(self, layer, member):
        before = self.members.setdefault(member.name, (layer, member))
        if before[1] is not member and not (member.isdir() and before[1].isdir() and before[1].mode == member.mode):
            self.findings.append("%s: in %s and in %s" % (member.name, before[0], layer))
        if member.islnk():
            self.check_hard_link(layer, member)
        elif not (member.isreg() or member.isdir() or member.issym()):
            self.findings.append("%s: a member of type %r" % (member.name, member.type))
        owner = (member.uid, member.gid, member.uname, member.gname)
        if owner != (0, 0, "", ""):
            self.findings.append("%s: owner %s" % (member.name, owner))
        first = next(iter(self.members.values()))[1]
        if member.mtime != first.mtime:
            self.findings.append("%s: time %s, others have %s" % (member.name, member.mtime, first.mtime))

    def check_hard_link(self, layer, member):
        """It names an earlier file of the same layer: no other is sure to be there when a layer is unpacked."""
        holder_layer, holder = self.members.get(member.linkname, (None, None))
        if holder_layer != layer or not holder.isreg() or holder.mode != member.mode:
            self.findings.append("%s: a hard link to %s, which is no earlier file of its layer and mode" % (member.name, member.linkname))

    def entries(self):
        """{path below the runfiles root: {"kind": "directory" | "file" | "link", ...}}"""
        found = {}
        for directory, directories, files in os.walk(self.runfiles):
            for name in directories + files:
                path = os.path.join(directory, name)
                found[os.path.relpath(path, self.runfiles)] = describe(path)
        return found

    def resolve(self, path):
        """As resolve_in_snapshot, by the kernel's rules."""
        full = os.path.join(self.runfiles, path)
        if os.path.islink(full) and not os.path.exists(full):
            return None if os.path.realpath(full).startswith(self.runfiles + "/") else ESCAPES
        real = os.path.realpath(full)
        return os.path.relpath(real, self.runfiles) if real.startswith(self.runfiles + "/") else ESCAPES


def describe(path):
    status = os.lstat(path)
    facts = {"mode": stat.S_IMODE(status.st_mode)}
    if stat.S_ISLNK(status.st_mode):
        return {"kind": "link", "text": os.readlink(path), **facts}
    if stat.S_ISDIR(status.st_mode):
        return {"kind": "directory", **facts}
    if not stat.S_ISREG(status.st_mode):
        return {"kind": "special", **facts}
    with open(path, "rb") as file:
        content = file.read()
    program = content.startswith((b"\x7fELF", b"#!"))
    return {"kind": "file", "sha256": hashlib.sha256(content).hexdigest(), "program": program, "size": len(content), **facts}


class Comparison:
    def __init__(self, snapshot, union, precompiled=False):
        self.all = snapshot["entries"]
        self.executables = snapshot["executables"]
        self.workspace = snapshot["workspace"]
        self.expected, self.differences = expected_entries(snapshot)
        self.union = union
        self.actual = union.entries()
        if precompiled:
            self.actual = without_bytecode(self.actual, self.expected)
        self.findings = list(union.findings)

    def find(self, path, text, *words):
        self.findings.append("%s: %s" % (path, text % words if words else text))

    def run(self):
        self.compare_links_to_trees()
        for path in sorted({**self.expected, **self.actual}):
            if path not in self.actual:
                self.find(path, "missing; Bazel has a %s", self.expected[path]["kind"])
            elif path not in self.expected:
                self.find(path, "Bazel has no such path")
            else:
                self.compare(path, self.expected[path], self.actual[path])
                self.check_mode(path, self.actual[path])
        self.check_nothing_twice()
        self.check_entrypoints()
        return self.findings

    def compare_links_to_trees(self):
        """What lies in a directory artifact is compared at one place; other paths may be links to that."""
        for path, entry in list(self.expected.items()):
            if entry["kind"] == "tree" and self.actual.get(path, {}).get("kind") == "link":
                for below in [p for p in self.expected if p.startswith(path + "/")]:
                    del self.expected[below]

    def compare(self, path, bazel, ours):
        if bazel["kind"] == "raw":
            self.compare_raw_link(path, bazel, ours)
        elif ours["kind"] == "link":
            self.compare_link(path, bazel)
        elif bazel["kind"] in ("directory", "tree"):
            if ours["kind"] != "directory":
                self.find(path, "a %s; Bazel has a directory", ours["kind"])
        elif ours["kind"] != "file":
            self.find(path, "a %s; Bazel has a file", ours["kind"])
        elif bazel["sha256"] not in (None, ours["sha256"]):
            self.find(path, "other content than Bazel's")

    def compare_raw_link(self, path, bazel, ours):
        if ours["kind"] != "link" or ours["text"] != bazel["text"]:
            self.find(path, "%s; Bazel has a link to %s", ours, bazel["text"])
            return
        if bazel["text"].startswith("/"):
            return
        there, here = resolve_in_snapshot(self.all, path), self.union.resolve(path)
        if there != here and not self.same_artifact(there, here):
            self.find(path, "the link leads to %s; Bazel's to %s", here, there)

    def compare_link(self, path, bazel):
        """A link of ours where Bazel has an artifact."""
        here = self.union.resolve(path)
        if here is None or here == ESCAPES:
            self.find(path, "the link leads to %s; Bazel has a %s", here, bazel["kind"])
        elif not bazel.get("artifact") or "inside" in bazel:
            self.find(path, "a link; Bazel has a %s of its own", bazel["kind"])
        elif not self.same_artifact(path, here):
            self.find(path, "the link leads to %s, which is another artifact", here)

    def same_artifact(self, a, b):
        artifacts = [self.all.get(path, {}).get("artifact") for path in (a, b)]
        return artifacts[0] is not None and artifacts[0] == artifacts[1]

    def check_nothing_twice(self):
        places = collections.defaultdict(list)
        for path, entry in self.expected.items():
            if entry.get("artifact") and "inside" not in entry and self.actual.get(path, {}).get("kind") != "link":
                places[entry["artifact"]].append(path)
        for paths in places.values():
            if len(paths) > 1:
                self.find(paths[1], "the same artifact is also at %s", paths[0])

    def check_mode(self, path, ours):
        launcher = path in self.executables
        wanted = {"directory": 0o755, "file": 0o755 if ours.get("program") or launcher else 0o644, "link": 0o777}.get(ours["kind"])
        if ours["mode"] != wanted:
            self.find(path, "mode %o of a %s", ours["mode"], ours["kind"])

    def check_entrypoints(self):
        """The ways in, and links to the runfiles where a launcher looks for them; nothing else is outside the runfiles."""
        links = {}
        for entrypoint, executable in zip(self.union.entrypoints, self.executables):
            links[entrypoint + ".runfiles"] = self.union.runfiles_root
            links[entrypoint] = self.union.runfiles_root + "/" + executable
        links.pop(self.union.runfiles_root, None)
        for name, target in links.items():
            text = os.path.relpath(target, os.path.dirname(name))
            link = os.path.join(self.union.root, name)
            if not os.path.islink(link) or os.readlink(link) != text:
                self.find(name, "no link to %s", text)
        for member in self.union.members:
            if member not in links and not (member + "/").startswith(self.union.runfiles_root + "/"):
                self.find(member, "outside the runfiles")


def unmet_expectations(entries, expectations):
    """What a test says about single paths: "file", "empty", "directory", "absent" or "link TEXT"."""
    for path, wanted in expectations.items():
        ours = entries.get(path, {"kind": "absent"})
        have = {"link": "link %s" % ours.get("text")}.get(ours["kind"], ours["kind"])
        if have != wanted and not (wanted == "empty" and ours.get("size") == 0):
            yield "%s: is \"%s\", not \"%s\"" % (path, have, wanted)


def summary(entries, differences):
    kinds = collections.Counter(entry["kind"] for entry in entries.values())
    texts = ["%d %s" % (count, kind) for kind, count in sorted(kinds.items())]
    texts += ["%s (%d)" % item for item in differences.items()]
    return ", ".join(texts)


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--entrypoint", action="append", required=True, help="of each binary")
    parser.add_argument("--expect", required=True, help="JSON file: {path: what must be there}")
    parser.add_argument("--precompiled", action="store_true", help="there is bytecode that Bazel's tree has not")
    parser.add_argument("--runfiles-root", help="where it is not beside the first entry point")
    parser.add_argument(
        "--snapshot",
        action="append",
        help="Bazel's tree of each binary, as JSON; without, only the expectations are checked",
    )
    parser.add_argument("layers", nargs="*")
    flags = parser.parse_args()
    expectations = read_json(flags.expect)
    with tempfile.TemporaryDirectory() as directory:
        union = Union(flags.layers, directory, flags.entrypoint, flags.runfiles_root)
        entries, differences, findings = union.entries(), {}, list(union.findings)
        if flags.snapshot:
            comparison = Comparison(united([read_json(path) for path in flags.snapshot]), union, flags.precompiled)
            findings, differences = comparison.run(), comparison.differences
        findings += unmet_expectations(entries, expectations)
    print("the layers have", summary(entries, differences))
    for finding in findings[:100]:
        print("finding:", finding.encode("unicode_escape").decode("ascii"))
    print("%d findings" % len(findings))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
