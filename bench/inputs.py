"""What the packers are told to pack: one tree, in the words of each of them."""

import dataclasses
import json
import os
import pathlib


@dataclasses.dataclass(frozen=True)
class Entry:
    """A file or a link of a tree. Paths are relative to the directory that holds the tree."""

    path: str  # in the layer
    source: str = ""  # of a file
    target: str = ""  # of a link
    size: int = 0
    executable: bool = False


@dataclasses.dataclass(frozen=True)
class Input:
    """A tree as all packers take it; they are started in `directory`."""

    name: str
    directory: pathlib.Path
    manifest: pathlib.Path  # layer_packer, python_tar.py
    mtree: pathlib.Path  # bsdtar
    sources: pathlib.Path  # the files alone, each with a NUL after it, for xargs
    files: int
    links: int
    directories: int
    bytes: int

    @property
    def entries(self):
        return self.files + self.links + self.directories

    @property
    def title(self):
        return f"{self.name}: {self.files:,} files, {self.links:,} links, {self.bytes / 1e9:.2f} GB"


def entries_of(directory, top):
    """What is below `directory`/`top`, in order of the paths' bytes."""
    found = []
    add_entries(directory, top, found)
    return sorted(found, key=lambda entry: os.fsencode(entry.path))


def add_entries(directory, path, found):
    for item in os.scandir(f"{directory}/{path}"):
        here = f"{path}/{item.name}"
        if item.is_symlink():
            found.append(Entry(here, target=os.readlink(item.path)))
        elif item.is_dir():
            add_entries(directory, here, found)
        else:
            status = item.stat()
            found.append(Entry(here, source=here, size=status.st_size, executable=bool(status.st_mode & 0o100)))


def parents_of(entries):
    """Every directory that an entry lies in, parents first."""
    parents = set()
    for entry in entries:
        path = entry.path
        while (path := os.path.dirname(path)) and path not in parents:
            parents.add(path)
    return sorted(parents, key=os.fsencode)


def manifest_line(entry):
    """As private/engine/tree/manifest.h has it."""
    if entry.target:
        facts = {"path": entry.path, "type": "link", "target": entry.target}
    else:
        facts = {"path": entry.path, "type": "file", "source": entry.source}
        if entry.executable:
            facts["executable"] = True
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def escaped(text):
    """As mtree(5) writes names: what is not plain as a backslash and three octal digits."""
    plain = b"!$%&'()+,-./0123456789:;<>@ABCDEFGHIJKLMNOPQRSTUVWXYZ]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    return "".join(chr(byte) if byte in plain else f"\\{byte:03o}" for byte in os.fsencode(text))


def mtree_line(entry):
    facts = "uid=0 gid=0 time=0.0"
    if entry.target:
        return f"{escaped(entry.path)} type=link mode=0777 {facts} link={escaped(entry.target)}"
    mode = "0755" if entry.executable else "0644"
    return f"{escaped(entry.path)} type=file mode={mode} {facts} contents={escaped(entry.source)}"


def mtree_text(entries):
    lines = ["#mtree"]
    lines += [f"{escaped(path)} type=dir mode=0755 uid=0 gid=0 time=0.0" for path in parents_of(entries)]
    return lines + [mtree_line(entry) for entry in entries]


def write_lines(path, lines):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def write_input(name, directory, into, entries):
    """Writes the files of an Input named `name` into the directory `into`."""
    files = [entry for entry in entries if not entry.target]
    manifest, mtree, sources = (into / f"{name}.{kind}" for kind in ("manifest", "mtree", "sources"))
    write_lines(manifest, map(manifest_line, entries))
    write_lines(mtree, mtree_text(entries))
    sources.write_bytes(b"".join(os.fsencode(entry.source) + b"\0" for entry in files))
    return Input(
        name=name,
        directory=directory,
        manifest=manifest,
        mtree=mtree,
        sources=sources,
        files=len(files),
        links=len(entries) - len(files),
        directories=len(parents_of(entries)),
        bytes=sum(entry.size for entry in files),
    )
