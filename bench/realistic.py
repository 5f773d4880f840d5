"""The realistic tree: an application on real wheels, as rules_python lays it out."""

import os
import zlib

from bench.links import plan_links
from bench.stream import members_of
from bench.synthetic import write_file
from bench.wheels import is_python

# What is larger is shortened in a smaller tree; what is not is there or not.
SHORTENED_FROM = 1 << 20

APP_MODULES = 3000
VENVS = ("_main/app/_app.venv", "_main/jobs/_nightly.venv")


def make_realistic(runfiles, wheels, scale):
    """Repositories of wheels, first-party modules, and the venvs of two binaries, one in the data of the other."""
    sites = {}
    for wheel in wheels:
        site = f"rules_python++pip+pypi_311_{wheel.name}/site-packages"
        sites[site] = unpack(wheel, f"{runfiles}/{site}", scale)
    add_modules(runfiles, members_of(wheels, is_python), round(APP_MODULES * scale))
    links = plan_links(sites)
    for venv in VENVS:
        add_venv(f"{runfiles}/{venv}", runfiles, links)
    for launcher in ("app/app", "jobs/nightly"):
        write_file(f"{runfiles}/_main/{launcher}", [b'#!/bin/sh\nexec "$0.runfiles/_main/app/_app.venv/bin/python3" "$@"\n'], executable=True)


def size_at(scale, path, size):
    """How much of a file a tree of this scale holds; None if it lacks the file. Bytes and files shrink alike."""
    if size > SHORTENED_FROM:
        return round(size * scale)
    return size if zlib.crc32(path.encode()) < scale * (1 << 32) else None


def unpack(wheel, site, scale):
    """Puts a wheel's files below `site`; their paths there."""
    kept = []
    for path, info in wheel.members():
        size = size_at(scale, path, info.file_size)
        if size is None:
            continue
        write_file(f"{site}/{path}", first_bytes(wheel.chunks(info), size), executable=bool(info.external_attr >> 16 & 0o100))
        kept.append(path)
    return kept


def first_bytes(chunks, size):
    for chunk in chunks:
        if size <= 0:
            return
        yield chunk[:size]
        size -= len(chunk)


def add_modules(runfiles, text, count):
    for i in range(count):
        size = 1000 + i * 2654435761 % 12000
        write_file(f"{runfiles}/_main/app/team_{i % 23:02}/package_{i % 211:03}/module_{i:04}.py", [text.read(size)])


def add_venv(venv, runfiles, links):
    site = f"{venv}/lib/python3.11/site-packages"
    write_file(f"{venv}/pyvenv.cfg", [b"home = /usr/bin\n"])
    for path, target in links.items():
        place = f"{site}/{path}"
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.symlink(os.path.relpath(f"{runfiles}/{target}", os.path.dirname(place)), place)
