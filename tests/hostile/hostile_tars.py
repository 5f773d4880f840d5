"""Tars as an attacker makes them: {name: bytes}, or a function of the path that an escape would write to."""

import gzip
import io
import struct
import subprocess
import tarfile


def header(name=b"f", size=b"00000000000", kind=b"0", link=b"", mode=b"0000644", magic=b"ustar\00000"):
    """A ustar block with any bytes in its fields, and a sound checksum."""
    block = bytearray(512)
    for offset, text in ((0, name), (100, mode), (108, b"0000000"), (116, b"0000000"), (124, size), (136, b"00000000000"), (156, kind), (157, link),
                         (257, magic)):
        block[offset:offset + len(text)] = text
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


END = bytes(1024)


def padded(content):
    return content + bytes(-len(content) % 512)


def pax(records, kind=b"x"):
    text = b""
    for key, value in records:
        rest = len(key) + len(value) + 3
        length = rest + len(str(rest + len(str(rest))))
        text += b"%d %s=%s\n" % (length, key, value)
    return header(b"PaxHeader", b"%011o" % len(text), kind) + padded(text)


def members(*entries):
    """A tar of (name, type, link or content, mode)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT, errors="surrogateescape") as archive:
        for name, kind, more, *mode in entries:
            info = tarfile.TarInfo(name)
            info.type = kind
            info.mode = mode[0] if mode else 0o644
            content = b""
            if kind == tarfile.REGTYPE:
                content = more
                info.size = len(content)
            elif kind in (tarfile.CHRTYPE, tarfile.BLKTYPE):
                info.devmajor, info.devminor = more
            else:
                info.linkname = more
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


FILE, LINK, HARD, DIRECTORY, FIFO = tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE


def paths():
    for number, name in enumerate(("../escape", "a/../../escape", "..", "a/..", "./../escape", "../../../../../../escape", "/absolute", "//absolute",
                                   "a//b", ".", "./", "a/./b", "a" * 300, "a/" * 2000 + "b", " ", "-rf", "~root", "C:\\windows", "CON")):
        yield f"path {number}", members((name, FILE, b"x"))
    yield "path that is empty", header(b"") + END
    yield "paths twice", members(("a", FILE, b"1"), ("a", FILE, b"2"), ("a", DIRECTORY, ""), ("a", LINK, "b"))
    yield "path below a file", members(("a", FILE, b"1"), ("a/b", FILE, b"2"))


def terminal_names():
    for number, name in enumerate(("\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "new\nline", "error: no\rmore", "\x08\x08\x08", "\x7f", "\x9b31m", "\u202egnp.exe",
                                   "\u2066\u2069", "\ufeff", "a\tb", "\udcff\udcfe", "\udc9b31m", "\u2028", "%s%n%x")):
        yield f"name for terminals {number}", members((name, FILE, b"x"), ("l" + name, LINK, name + "/nowhere"), ("d" + name, DIRECTORY, "", 0o4777))


def links(outside):
    yield "file through a link", members(("l", LINK, outside), ("l/escaped", FILE, b"x"))
    yield "file through a relative link", members(("l", LINK, "../" * 20 + outside[1:]), ("l/escaped", FILE, b"x"))
    yield "file through two links", members(("a", LINK, ".."), ("b", LINK, "a/.."), ("b/escaped", FILE, b"x"))
    yield "file over a link", members(("l", LINK, outside + "/escaped"), ("l", FILE, b"x"))
    yield "directory over a link", members(("l", LINK, outside), ("l", DIRECTORY, "", 0o777), ("l/escaped", FILE, b"x"))
    yield "link through a link", members(("l", LINK, outside), ("l/escaped", LINK, "/etc/passwd"))
    yield "hard link through a link", members(("f", FILE, b"x"), ("l", LINK, outside), ("l/escaped", HARD, "f"))
    yield "hard link to the outside", members(("h", HARD, "../" * 20 + "etc/passwd"))
    yield "hard link to an absolute path", members(("h", HARD, "/etc/passwd"), ("i", HARD, outside + "/canary"))
    yield "hard link through a link to the outside", members(("l", LINK, outside), ("h", HARD, "l/canary"))
    yield "write through a hard link to a link", members(("l", LINK, outside + "/canary"), ("h", HARD, "l"), ("h", FILE, b"overwritten"))
    yield "hard link to itself", members(("h", HARD, "h"))
    yield "hard links in a circle", members(("a", HARD, "b"), ("b", HARD, "a"))
    yield "hard link to a directory", members(("d", DIRECTORY, ""), ("h", HARD, "d"))
    yield "links in a circle", members(("a", LINK, "b"), ("b", LINK, "a"), ("a/f", FILE, b"x"))
    yield "link without a text", header(b"l", kind=b"2") + END
    yield "link to itself", members(("l", LINK, "l"), ("l/l/l", FILE, b"x"))
    yield "long chain of links", members(*((f"l{n}", LINK, f"l{n + 1}") for n in range(3000)), ("l0/f", FILE, b"x"))
    yield "link with a long text", members(("l", LINK, "a/" * 5000))


def whiteouts():
    for number, name in enumerate((".wh.f", ".wh..wh..opq", ".wh.", ".wh..", ".wh...", "d/.wh..", "d/.wh...", ".wh.../x", "d/.wh../../x", ".wh..wh.",
                                   ".wh..wh..plnk", ".wh." + "n" * 251)):
        yield f"whiteout {number}", members(("d", DIRECTORY, ""), ("d/f", FILE, b"x"), (name, FILE, b""))
    yield "whiteout through a link", members(("l", LINK, ".."), ("l/.wh.canary", FILE, b""))
    yield "opaque whiteout through a link", members(("l", LINK, ".."), ("l/.wh..wh..opq", FILE, b""))


def special_files():
    yield "devices", members(("null", tarfile.CHRTYPE, (1, 3)), ("sda", tarfile.BLKTYPE, (8, 0)), ("mem", tarfile.CHRTYPE, (1, 1)))
    yield "pipe", members(("p", FIFO, ""))
    yield "setuid", members(("s", FILE, b"#!/bin/sh\n", 0o6755), ("t", DIRECTORY, "", 0o1777), ("u", DIRECTORY, "", 0), ("u/f", FILE, b"x", 0))
    for kind in b"37DMNSVKLxgA\x00":
        yield f"type {kind:02x}", header(b"f", kind=bytes([kind])) + END


def lying_headers():
    huge = (b"77777777777", b"\x80" + b"\x7f" + b"\xff" * 10, b"\xff" * 12, b"-0000000001", b"9999999999", b" " * 11, b"0x7fffffff")
    for number, size in enumerate(huge):
        for kind in (b"0", b"L", b"K", b"x", b"g", b"1", b"5"):
            yield f"size {number} of type {kind.decode()}", header(b"f", size, kind) + padded(b"x") + END
    for number, records in enumerate((
            [(b"size", b"-1")], [(b"size", b"99999999999999999999999")], [(b"size", b"1e9")], [(b"path", b"a\0b")], [(b"path", b"")],
            [(b"path", b"x" * 100000)], [(b"linkpath", b"../" * 1000)], [(b"uid", b"-1"), (b"gid", b"4294967296")], [(b"mtime", b"-9223372036854775808")],
            [(b"mtime", b"99999999999999999999.5")], [(b"hdrcharset", b"BINARY"), (b"path", b"\xff")], [(b"path", b"../escape")])):
        for kind in (b"x", b"g"):
            yield f"pax {number} {kind.decode()}", pax(records, kind) + header() + END
    for number, records in enumerate((
            [(b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"), (b"GNU.sparse.realsize", b"9223372036854775807")],
            [(b"GNU.sparse.size", b"9223372036854775807"), (b"GNU.sparse.numblocks", b"1000000000")],
            [(b"GNU.sparse.size", b"10"), (b"GNU.sparse.map", b"0,9223372036854775807,9223372036854775807,1")],
            [(b"SCHILY.realsize", b"9223372036854775807")])):
        yield f"sparse file {number}", pax(records) + header(size=b"00000001000") + padded(b"1000000000\n" * 40) + END
    yield "pax record that is longer than its header", header(b"PaxHeader", b"00000000020", b"x") + padded(b"999999999 path=x\n") + header() + END
    yield "pax record without a length", header(b"PaxHeader", b"00000000020", b"x") + padded(b"path=x\n") + header() + END
    yield "wrong checksum", header()[:148] + b"0000000\0" + header()[156:] + END
    yield "half a header", header()[:300]
    yield "content that is not there", header(size=b"00000100000") + b"x" * 100
    yield "nothing but zeros", bytes(100000)
    yield "text", b"#!/bin/sh\necho this is no tar\n" * 100
    yield "many members in few bytes", gzip.compress(b"".join(header(b"%07d" % number) for number in range(10000)) + END)


def compressed():
    tar = members(("f", FILE, b"x" * 3000))
    packed = gzip.compress(tar)
    yield "half of gzip", packed[:len(packed) // 2]
    yield "gzip with a wrong checksum", packed[:-8] + b"\0" * 8
    yield "gzip and something", packed + b"something"
    yield "gzip in gzip", gzip.compress(packed)
    yield "gzip of nothing", gzip.compress(b"")
    bomb = gzip.compress(header(size=b"00010000000") + bytes(4 << 20), 9)
    for _ in range(2):
        bomb = gzip.compress(bomb * 20)
    yield "gzip bomb in gzip", bomb
    # Many members of gzip, which are one stream: 1.5 GiB of zeros in 1.5 MB.
    yield "gzip bomb", gzip.compress(header(size=b"60000000000"), 9) + gzip.compress(bytes(16 << 20), 9) * 96
    zstd = subprocess.run(["zstd", "-qc"], input=tar, capture_output=True, check=True).stdout
    yield "half of zstd", zstd[:len(zstd) // 2]
    yield "zstd and something", zstd + b"something"
    # A frame header that asks for a window of 2 GiB, and one of 3.75 TiB (RFC 8878, 3.1.1.1.2).
    for exponent in (0xA8, 0xFF):
        yield f"zstd window {exponent:02x}", b"\x28\xb5\x2f\xfd" + bytes([0x00, exponent]) + b"\x01\x00\x00" + bytes(100)
    yield "zstd that claims 16 EiB", b"\x28\xb5\x2f\xfd" + bytes([0xE0]) + b"\xff" * 8 + struct.pack("<I", (1 << 3 | 1 << 1) | 1)[:3] + b"x"
    yield "zstd skippable frames", (b"\x50\x2a\x4d\x18" + struct.pack("<I", 0)) * 100000 + zstd


def all_tars(outside):
    """{name: content}."""
    tars = {}
    for family in (paths(), terminal_names(), links(outside), whiteouts(), special_files(), lying_headers(), compressed()):
        tars.update(family)
    return tars
