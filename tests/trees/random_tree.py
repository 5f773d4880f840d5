"""Random trees for layer_packer: a manifest, its sources on disk, and what must come out, from a seed alone."""

import functools
import hashlib
import json
import os
import random
import stat
from typing import NamedTuple

# Sizes around what matters to a tar (blocks of 512, records of 10,240), to reading ahead (128 KiB, batches of 512 KiB) and to compression
# (blocks of 1 MiB and 4 MiB, also less a header or the end of the archive).
SMALL_EDGES = (1, 512, 1024, 4096, 10240, 65536)
MIDDLE_EDGES = (128 << 10, 512 << 10)
LARGE_EDGES = (1 << 20, (1 << 20) - 512, (1 << 20) - 1024, 4 << 20, (4 << 20) - 512, (4 << 20) - 1536)

NAME_LENGTHS = (1, 2, 8, 20, 60, 98, 99, 100, 101, 154, 155, 156, 200, 254, 255)
LINK_LENGTHS = (1, 20, 99, 100, 101, 255, 256, 500, 1000)
ODD_NAMES = (
    " ", "a b", "-rf", "--", "#", "=x", "a=b", "\\", "\\012", "new\nline", "tab\there", "\x7f", "\x1b[31m", "'", '"', "*", "?", "[a]", "$HOME", "`id`",
    "é", "e\u0301", "日本語", "🐍", "\u202egnp.exe", "...", ".hidden", "..a", "a..", "nul", "CON", "PaxHeader", "@LongLink", "GNUSparseFile.0", ".wh",
    "wh.x", "%s%n", "~", "a:b", "C:", "a;b", "&", "|",
)
# Names of tree artifacts may be any bytes; those of a manifest are UTF-8.
ODD_BYTES = (b"\xff", b"caf\xe9", b"\xc3(", b"\xed\xa0\x80", b"\x80\x81")


class Entry(NamedTuple):
    """What must be at a path."""

    kind: str  # "file", "link" or "directory"
    mode: int = 0o755
    size: int = 0
    digest: str = ""
    link: str = ""


@functools.lru_cache(maxsize=None)
def content(size, kind):
    """The bytes of the source files. `kind`: what they begin with."""
    start = {"plain": b"", "script": b"#!/bin/sh\n", "elf": b"\x7fELF\x02\x01\x01", "zeros": b"\0" * size}[kind]
    noise = random.Random(size).randbytes(min(size, 5000))
    return (start + noise * (size // max(len(noise), 1) + 1))[:size]


@functools.lru_cache(maxsize=None)
def expected_file(size, kind, executable):
    is_program = kind in ("script", "elf") and content(size, kind).startswith((b"#!", b"\x7fELF"))
    return Entry("file", 0o755 if executable or is_program else 0o644, size, hashlib.sha256(content(size, kind)).hexdigest())


class RandomTree:
    """One tree. Sources of files come from `pool`, a directory that all trees share; the tree's own lie in `directory`."""

    def __init__(self, seed, pool, directory, for_ustar=False):
        self.random = random.Random(seed)
        self.pool = pool
        self.directory = directory
        self.for_ustar = for_ustar  # nothing that needs pax records
        self.lines = []
        self.expected = {}  # {path, as bytes: Entry}
        self.directories = ["r"]
        self.declare("directory", "r", Entry("directory"))
        for _ in range(self.random.choice((0, 1, 3, 10, 40))):
            self.random.choice((self.add_directory, self.add_file, self.add_file, self.add_file, self.add_link, self.add_link, self.add_raw_link))()
        if self.random.random() < 0.15:
            self.add_tree()
        if self.random.random() < 0.03:
            self.add_file(self.random.choice(LARGE_EDGES))
        self.random.shuffle(self.lines)

    def manifest(self):
        return "".join(json.dumps(line, ensure_ascii=self.random.random() < 0.5) + "\n" for line in self.lines)

    def declare(self, kind, path, entry, **keys):
        self.lines.append({"path": path, "type": kind, **keys})
        self.expected[os.fsencode(path)] = entry

    def name(self):
        if self.random.random() < 0.3:
            name = self.random.choice(ODD_NAMES)
            if self.for_ustar and not name.isascii():
                name = "plain"
        else:
            length = self.random.choice(NAME_LENGTHS if not self.for_ustar else NAME_LENGTHS[:5])
            name = "".join(self.random.choices("abcdefgh._-XYZ0123", k=length))
        return name if name.strip(".") and not name.startswith(".wh.") else "n" + name[:200]

    def new_path(self):
        while True:
            path = self.random.choice(self.directories) + "/" + self.name()
            if os.fsencode(path) not in self.expected and len(path) < (3000 if not self.for_ustar else 95):
                return path
            self.directories.append("r")

    def add_directory(self):
        path = self.new_path()
        self.directories.append(path)
        self.declare("directory", path, Entry("directory"))

    def source(self, size, kind):
        path = os.path.join(self.pool, f"{size}.{kind}")
        if not os.path.exists(path):
            with open(path + f".{os.getpid()}", "wb") as file:
                file.write(content(size, kind))
            os.rename(path + f".{os.getpid()}", path)
        return path

    def size(self):
        edges = MIDDLE_EDGES if self.random.random() < 0.02 else SMALL_EDGES
        return max(0, self.random.choice(edges) * self.random.choice((1, 1, 2, 3)) + self.random.randint(-2, 2))

    def add_file(self, size=None):
        path = self.new_path()
        size = self.size() if size is None else size + self.random.randint(-1, 1)
        kind = self.random.choice(("plain", "plain", "script", "elf", "zeros"))
        executable = self.random.random() < 0.2
        if size == 0 and not executable and self.random.random() < 0.5:
            self.declare("empty", path, Entry("file", 0o644, 0, hashlib.sha256().hexdigest()))
            return
        keys = {"executable": True} if executable else {}
        self.declare("file", path, expected_file(size, kind, executable), source=self.source(size, kind), label="//some:" + kind, **keys)

    def link_text(self):
        others = [os.fsdecode(path) for path in self.expected]
        length = self.random.choice(LINK_LENGTHS if not self.for_ustar else LINK_LENGTHS[:4])
        texts = (self.random.choice(others), "../" + self.random.choice(others), ".", "..", "/", "/etc/passwd", "../" * 9 + "x", "no\nwhere", "é",
                 "l" * length, "./" * (length // 2) + "x", "a//b")
        text = self.random.choice(texts)
        return text if not self.for_ustar or (len(text) <= 100 and text.isascii()) else "short"

    def add_link(self):
        path = self.new_path()
        if self.random.random() < 0.2:  # a loop: of itself, or of two
            own = os.path.basename(path)
            other = self.new_path()
            text = self.random.choice((own, os.path.relpath(other, os.path.dirname(path))))
            if len(text) < 1000 and not self.for_ustar and text != own:
                self.declare("link", other, Entry("link", 0o777, link=os.path.relpath(path, os.path.dirname(other))),
                             target=os.path.relpath(path, os.path.dirname(other)))
            self.declare("link", path, Entry("link", 0o777, link=text if not self.for_ustar else own), target=text if not self.for_ustar else own)
            return
        text = self.link_text()
        self.declare("link", path, Entry("link", 0o777, link=text), target=text)

    def add_raw_link(self):
        path, text = self.new_path(), self.link_text()
        source = os.path.join(self.directory, f"raw{len(self.lines)}")
        os.symlink(text, source)
        self.declare("raw_link", path, Entry("link", 0o777, link=text), source=source)

    def add_tree(self):
        """A tree artifact, whose links are what they lead to, and whose empty directories are not there."""
        path = self.new_path()
        source = os.path.join(self.directory, f"tree{len(self.lines)}")
        os.mkdir(source)
        self.declare("tree", path, Entry("directory"), source=source)
        below = [b""]
        names = [b"x", b"y z", b"n" * (20 if self.for_ustar else 200), *ODD_BYTES]
        for number in range(self.random.choice((0, 1, 5))):
            place = self.random.choice(below) + b"/" + self.random.choice(names) + str(number).encode()
            # A long path that is no UTF-8 fits neither ustar nor pax.
            if len(path) + len(place) > 95 and not place.isascii():
                continue
            on_disk = os.fsencode(source) + place
            if self.random.random() < 0.3:
                os.mkdir(on_disk)
                below.append(place)
                continue
            size = self.size() % 3000
            file = os.fsencode(self.source(size, "plain"))
            self.random.choice((os.symlink, os.link))(file, on_disk)
            self.expect_below(os.fsencode(path), place, expected_file(size, "plain", False))

    def expect_below(self, root, place, entry):
        self.expected[root + place] = entry
        parent = os.path.dirname(place)
        while parent not in (b"", b"/"):
            self.expected[root + parent] = Entry("directory")
            parent = os.path.dirname(parent)

    def has_links_that_lead_out(self):
        """Whether the `data` filter of Python's tarfile may refuse it (PEP 706), which follows links on the way of a link."""
        for path, entry in self.expected.items():
            if entry.kind == "link" and (entry.link.startswith("/") or self.may_lead_out(os.path.dirname(os.fsdecode(path)), entry.link)):
                return True
        return False

    def may_lead_out(self, directory, link):
        """Whether a link in a directory leads above the tree, or on from another link, which may be anywhere, or lead to itself."""
        place = directory
        is_at_a_link = False
        for part in link.split("/"):
            if is_at_a_link or (part == ".." and not place):
                return True
            if part == "..":
                place = os.path.dirname(place)
            elif part not in ("", "."):
                place = os.path.join(place, part)
            passed = self.expected.get(os.fsencode(place))
            is_at_a_link = passed is not None and passed.kind == "link"
        return False


def found_below(root):
    """{path, as bytes: Entry} of what a reader has made on disk, and whether a file's time is not `mtime`."""
    entries = {}
    root = os.fsencode(root)
    stack = [b""]
    while stack:
        directory = stack.pop()
        with os.scandir(os.path.join(root, directory)) as found:
            for item in found:
                path = os.path.join(directory, item.name)
                status = item.stat(follow_symlinks=False)
                mode = stat.S_IMODE(status.st_mode)
                if stat.S_ISLNK(status.st_mode):
                    entries[path] = Entry("link", 0o777, link=os.readlink(os.fsdecode(item.path)))
                elif stat.S_ISDIR(status.st_mode):
                    entries[path] = Entry("directory", mode)
                    stack.append(path)
                else:
                    with open(item.path, "rb") as file:
                        digest = hashlib.file_digest(file, "sha256").hexdigest()
                    entries[path] = Entry("file", mode, status.st_size, digest)
    return entries
