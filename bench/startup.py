"""./dev bench startup: a layer of ten entries, which takes as long as the program needs to be there."""

import statistics
import subprocess
import time

from bench import tools
from bench.goals import Goal, print_goals
from bench.inputs import entries_of, write_input
from bench.table import print_rows

ENTRIES = 10
RUNS_A_ROUND = 20


def measure(bench):
    small = bench.trees.get("small")
    given = write_input("startup", small.directory, bench.work, entries_of(small.directory, bench.trees.top)[:ENTRIES])
    output = bench.scratch(1 << 20)
    output.mkdir(parents=True, exist_ok=True)
    commands = {
        "layer_packer, 10 entries": tools.layer_packer_words(bench.packer, given, f"{output}/layer"),
        "true, which does nothing": ["true"],
    }
    times = {name: [] for name in commands}
    for _ in range(RUNS_A_ROUND * bench.rounds):
        for name, words in commands.items():
            times[name].append(milliseconds(words, given.directory))
    print("start-up")
    print_rows([["", "ms", "fastest"], *([name, f"{statistics.median(found):.2f}", f"{min(found):.2f}"] for name, found in times.items())])
    measured = statistics.median(times["layer_packer, 10 entries"])
    print_goals([Goal("layer_packer, 10 entries, from its start to its end", 5, measured, " ms", at_least=False)])


def milliseconds(words, directory):
    start = time.perf_counter()
    subprocess.run(words, cwd=directory, check=True)
    return (time.perf_counter() - start) * 1000
