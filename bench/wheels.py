"""The wheels of wheels.txt: brought from the package index, read where they lie."""

import pathlib
import subprocess
import sys
import zipfile

from bench.failure import Failure

LOCK = pathlib.Path(__file__).with_name("wheels.txt")

# The trees are those of one platform, whatever runs the benchmark.
PLATFORM = ["--implementation=cp", "--python-version=3.11", "--abi=cp311", "--abi=abi3", "--abi=none"]
PLATFORM += [f"--platform={name}" for name in ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "any")]


def normalized(name):
    """A distribution's name as PEP 503 has it, with "_" for "-": as rules_python names repositories."""
    return "_".join(part for part in name.lower().replace(".", "-").replace("_", "-").split("-") if part)


class Wheel:
    """A wheel file (PyPA specification "Binary distribution format")."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        self.name = normalized(pathlib.Path(path).name.split("-")[0])

    def members(self):
        """(path below site-packages, ZipInfo) of what an installer puts there, in order of the paths."""
        found = ((installed_path(info.filename), info) for info in self.archive.infolist() if not info.is_dir())
        return sorted(((path, info) for path, info in found if path), key=lambda member: member[0])

    def chunks(self, info):
        with self.archive.open(info) as member:
            while chunk := member.read(1 << 20):
                yield chunk


def installed_path(name):
    """Where below site-packages a member goes; None if it goes elsewhere (scripts, headers, data)."""
    top, _, rest = name.partition("/")
    if not top.endswith(".data"):
        return name
    kind, _, below = rest.partition("/")
    return below if kind in ("purelib", "platlib") else None


def is_python(info):
    return info.filename.endswith(".py")


def is_shared_object(info):
    return is_shared_object_name(info.filename)


def is_shared_object_name(path):
    name = path.rsplit("/", 1)[-1]
    return name.endswith(".so") or ".so." in name


def locked_names(lock=LOCK):
    """How many wheels there must be."""
    return [line.split("==")[0] for line in lock.read_text().splitlines() if "==" in line]


def bring_wheels(directory):
    """The wheels of the lock, in order of their names; those that `directory` lacks are downloaded into it."""
    directory.mkdir(parents=True, exist_ok=True)
    stamp = directory / "complete"
    if not stamp.exists() or stamp.read_text() != LOCK.read_text():
        print("./dev bench: downloading the wheels of bench/wheels.txt, about 2 GB, once", file=sys.stderr, flush=True)
        download(directory)
        stamp.write_text(LOCK.read_text())
    wheels = [Wheel(path) for path in sorted(directory.glob("*.whl"))]
    wanted = {normalized(name) for name in locked_names()}
    return [wheel for wheel in wheels if wheel.name in wanted]


def download(directory):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command += ["--only-binary=:all:", *PLATFORM, "--dest", str(directory), "--requirement", str(LOCK)]
    if subprocess.run(command, check=False).returncode:
        raise Failure(f"pip cannot bring the wheels of {LOCK} into {directory}: see its words above")
