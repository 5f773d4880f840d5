"""./dev bench memory: the most memory that we take, over trees, compressions, and numbers of threads."""

from bench import tools
from bench.goals import Goal, print_goals
from bench.rounds import alternate

BASE = 64 << 20
BYTES_AN_ENTRY = 200
JOBS = (1, 2, 16)
# The whole realistic tree is left to no compression, which shows as much and takes a tenth of the time.
TREES = {"none": ("realistic", "small", "huge"), "gzip": ("part", "small", "huge"), "zstd": ("part", "small", "huge")}


def measure(bench):
    bench.need_flags("--compression", "--jobs")
    goals = []
    for name in ("realistic", "part", "small", "huge"):
        given = bench.trees.get(name)
        kinds = [kind for kind, trees in TREES.items() if name in trees]
        jobs = [job_of(bench, given, kind, threads) for kind in kinds for threads in JOBS]
        # One round is enough: the peak is much the same in each, and here the time is of no interest.
        summaries = alternate(jobs, 1, bench.scratch(2 * given.bytes))
        bound = round((BASE + BYTES_AN_ENTRY * given.entries) / (1 << 20), 1)
        goals += [Goal(f"memory, {name}: {step}", bound, found.rss / (1 << 20), " MiB", at_least=False) for step, found in summaries.items()]
    print_goals(goals)


def job_of(bench, given, kind, threads):
    return tools.layer_packer(bench.packer, given, f"--compression={kind}", f"--jobs={threads}", name=f"{kind}, --jobs {threads}")
