"""Started by tools/dev/bench, which has brought the tools and built layer_packer."""

import argparse
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from bench import command, compress, growth, layers, memory, pack, startup
from bench.failure import Failure
from bench.machine import print_machine
from bench.table import print_rows
from bench.trees import MAKERS, Trees

IN_MEMORY = pathlib.Path("/dev/shm")

MEASUREMENTS = {
    "pack": pack.measure,
    "compress": compress.measure,
    "growth": growth.measure,
    "memory": memory.measure,
    "layers": layers.measure,
    "startup": startup.measure,
    "command": command.measure,
}


class Bench:
    """What a measurement works with."""

    def __init__(self, arguments, scratches):
        self.packer = arguments.packer.resolve()  # programs start in the directories of the trees
        self.rounds = arguments.rounds
        self.trees = Trees(arguments.cache, arguments.scale)
        self.flags = flags_of(self.packer)
        self.work = arguments.cache / "work"  # for what is made of the trees for one measurement
        self.work.mkdir(parents=True, exist_ok=True)
        self.scratches = scratches

    def scratch(self, size):
        """A directory for outputs of up to so many bytes: in memory if they fit, so that no disk is measured."""
        fits = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > size
        parent = IN_MEMORY if fits else self.work
        if not fits:
            print(f"./dev bench: {IN_MEMORY} has no room for {size / 1e9:.1f} GB, so outputs go to the disk", file=sys.stderr)
        made = pathlib.Path(tempfile.mkdtemp(prefix="pyvenv-bench-", dir=parent))
        self.scratches.callback(shutil.rmtree, made, ignore_errors=True)
        return made / "outputs"

    def need_flags(self, *flags):
        missing = [flag for flag in flags if flag not in self.flags]
        if missing:
            raise Failure(f"{self.packer} does not know {' and '.join(missing)}: it is older than this measurement")


def flags_of(packer):
    """The flags that its help names."""
    words = subprocess.run([packer, "--help"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return set(re.findall(r"--[a-z][a-z-]*", words))


def make_trees(bench):
    inputs = [bench.trees.get(name) for name in MAKERS]
    rows = [[given.name, f"{given.files:,}", f"{given.links:,}", f"{given.directories:,}", f"{given.bytes / 1e9:.2f}"] for given in inputs]
    print_rows([["tree", "files", "links", "directories", "GB"], *rows])


def measure(bench, name):
    names = MEASUREMENTS if name == "all" else [name]
    print_machine(bench.rounds, bench.trees.scale)
    for each in names:
        try:
            MEASUREMENTS[each](bench)
        except Failure as failure:
            if name != "all":
                raise
            print(f"{each}: skipped: {failure}\n", flush=True)


def parsed(words):
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("name", choices=["trees", *MEASUREMENTS, "all"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--packer", type=pathlib.Path, required=True)
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    arguments = parser.parse_args(words)
    if not os.access(arguments.packer, os.X_OK):
        parser.error(f"--packer: no program is at {arguments.packer}")
    if arguments.rounds < 1:
        parser.error("--rounds: at least 1")
    if not 0 < arguments.scale <= 1:
        parser.error("--scale: above 0, at most 1")
    return arguments


def main():
    arguments = parsed(sys.argv[1:])
    with contextlib.ExitStack() as scratches:
        bench = Bench(arguments, scratches)
        if arguments.name == "trees":
            make_trees(bench)
        else:
            measure(bench, arguments.name)


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"./dev bench: error: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)
