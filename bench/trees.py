"""The trees that the packers pack, in the cache: made once for each scale."""

import dataclasses
import hashlib
import json
import pathlib
import shutil
import sys

from bench.inputs import Input, entries_of, write_input
from bench.realistic import make_realistic
from bench.synthetic import make_huge, make_small
from bench.wheels import bring_wheels

TOP = "app.runfiles"

# `part` is for compression, which takes minutes where packing takes seconds.
MAKERS = {
    "realistic": (make_realistic, 1.0),
    "part": (make_realistic, 0.25),
    "small": (make_small, 1.0),
    "huge": (make_huge, 1.0),
}


def generator_sum():
    """Changes when the trees would: with the wheels and with the code that makes trees of them."""
    here = pathlib.Path(__file__).parent
    total = hashlib.sha256()
    for name in ("wheels.txt", "wheels.py", "links.py", "stream.py", "synthetic.py", "realistic.py", "inputs.py", "trees.py"):
        total.update(here.joinpath(name).read_bytes())
    return total.hexdigest()


class Trees:
    """The trees of one scale, below `cache`."""

    def __init__(self, cache, scale):
        self.cache = cache
        self.scale = scale
        self.directory = cache / f"trees-{scale:g}"
        self.top = TOP

    def get(self, name):
        """An Input; made now where the cache has none, or one by another generator."""
        facts = self.directory / f"{name}.json"
        if facts.exists():
            known = json.loads(facts.read_text())
            if known.pop("generator") == generator_sum():
                return Input(**{key: restored(key, value) for key, value in known.items()})
        return self.make(name)

    def make(self, name):
        print(f"./dev bench: making the tree {name}", file=sys.stderr, flush=True)
        make, part = MAKERS[name]
        directory = self.directory / name
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        make(directory / TOP, bring_wheels(self.cache / "wheels"), self.scale * part)
        made = write_input(name, directory, self.directory, entries_of(directory, TOP))
        facts = {**dataclasses.asdict(made), "generator": generator_sum()}
        (self.directory / f"{name}.json").write_text(json.dumps(facts, default=str, indent=1) + "\n")
        return made


def restored(key, value):
    return pathlib.Path(value) if key in ("directory", "manifest", "mtree", "sources") else value
