"""Installs a wheel: install_wheel.py WHEEL, into site-packages/, bin/, include/ and data/ of the current directory.

Bazel 7 could extract it as well, but gets file names wrong that are not ASCII.
"""
import os
import shutil
import sys
import zipfile

# Where the parts of a wheel's <name>.data directory go.
SCHEMES = {
    "data": "data",
    "headers": "include",
    "platlib": "site-packages",
    "purelib": "site-packages",
    "scripts": "bin",
}


def destination(name):
    first, _, rest = name.partition("/")
    if not first.endswith(".data"):
        return os.path.join("site-packages", name)
    scheme, _, path = rest.partition("/")
    if scheme not in SCHEMES:
        sys.exit("%s: unknown part of a wheel" % name)
    return os.path.join(SCHEMES[scheme], path)


def install(wheel):
    with zipfile.ZipFile(wheel) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if os.path.isabs(info.filename) or ".." in info.filename.split("/"):
                sys.exit("%s: leads out of the wheel" % info.filename)
            path = destination(info.filename)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with archive.open(info) as source, open(path, "wb") as target:
                shutil.copyfileobj(source, target)
            executable = info.external_attr >> 16 & 0o111 or path.startswith("bin/")
            os.chmod(path, 0o755 if executable else 0o644)


install(sys.argv[1])
