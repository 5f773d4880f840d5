"""Packs a manifest with Python's tarfile, in the way of the rules that do: a member a file, headers made from what the manifest says.

    python3 bench/python_tar.py MANIFEST OUTPUT [gzip]
"""

import gzip
import json
import os
import sys
import tarfile


class Packer:
    def __init__(self, tar):
        self.tar = tar
        self.directories = {""}

    def add(self, entry):
        self.add_parents(os.path.dirname(entry["path"]))
        info = tarfile.TarInfo(entry["path"])
        if entry["type"] == "link":
            info.type = tarfile.SYMTYPE
            info.mode = 0o777
            info.linkname = entry["target"]
            self.tar.addfile(info)
        else:
            info.mode = 0o755 if entry.get("executable") else 0o644
            with open(entry["source"], "rb") as file:
                info.size = os.fstat(file.fileno()).st_size
                self.tar.addfile(info, file)

    def add_parents(self, path):
        if path in self.directories:
            return
        self.add_parents(os.path.dirname(path))
        self.directories.add(path)
        info = tarfile.TarInfo(f"{path}/")
        info.type = tarfile.DIRTYPE
        info.mode = 0o755
        self.tar.addfile(info)


def pack(manifest, file):
    with tarfile.open(fileobj=file, mode="w:", format=tarfile.GNU_FORMAT) as tar, open(manifest, encoding="utf-8") as lines:
        packer = Packer(tar)
        for line in lines:
            packer.add(json.loads(line))


def main(manifest, output, compression=""):
    with open(output, "wb") as file:
        if compression == "gzip":
            with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as compressed:
                pack(manifest, compressed)
        else:
            pack(manifest, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
