"""./dev bench pack: uncompressed layers."""

import statistics

from bench import tools
from bench.goals import print_goals, times_faster
from bench.rounds import alternate
from bench.table import print_costs

TAR, PYTHON, BSDTAR = "GNU tar", "Python tarfile", "bsdtar, mtree"
HASHED = ", openssl sha256"

# What we must be, beside whom. We hash; the others only where their name says so.
GOALS = {
    "realistic": {PYTHON: 3, PYTHON + HASHED: 4, TAR + HASHED: 2.2, BSDTAR: 1},
    "small": {PYTHON: 9, TAR: 1.3},
    "huge": {},
}


def measure(bench):
    goals = []
    for name, bounds in GOALS.items():
        given = bench.trees.get(name)
        summaries = alternate(jobs(bench, given), bench.rounds, bench.scratch(2 * given.bytes))
        print_costs(f"uncompressed, {given.title}", summaries, tools.OURS)
        print(f"  limit: SHA-256 by openssl, one thread: {hash_speed(summaries) / 1e6:.0f} MB/s\n")
        goals += [times_faster(summaries, tools.OURS, other, bound, name) for other, bound in bounds.items()]
    print_goals(goals)


def jobs(bench, given):
    return [
        tools.layer_packer(bench.packer, given),
        tools.gnu_tar(given),
        tools.bsdtar(given),
        tools.python_tar(given),
        tools.read_all(given, 1),
        tools.read_all(given, 2),
        tools.read_and_write_all(given),
    ]


def hash_speed(summaries):
    """Bytes a second of one thread that hashes: from what openssl added to each tool."""
    hashed = {step.removesuffix(HASHED): found for step, found in summaries.items() if step.endswith(HASHED)}
    return statistics.median(found.size / (found.seconds - summaries[step].seconds) for step, found in hashed.items())
