"""./dev bench growth: time and memory as a layer grows, in files and in bytes."""

import dataclasses

from bench import tools
from bench.goals import Goal, print_goals
from bench.inputs import entries_of, write_input
from bench.rounds import alternate
from bench.table import print_costs

TIMES = (1, 2, 4)
BYTES_AN_ENTRY = 200
# What two runs of the same work differ by.
NOISE = 2 << 20


def measure(bench):
    goals = []
    for unit, make in (("files", grown_in_files), ("bytes", grown_in_bytes)):
        inputs = [make(bench, times) for times in TIMES]
        jobs = [job for times, given in zip(TIMES, inputs) for job in jobs_of(bench, given, times)]
        summaries = alternate(jobs, bench.rounds, bench.scratch(2 * inputs[-1].bytes))
        print_costs(f"growth in {unit}, x1 being {inputs[0].title}", summaries, name_at(1), "to x1")
        goals += goals_of(unit, inputs, summaries)
    print_goals(goals)


def name_at(times):
    return f"{tools.OURS} x{times}"


def jobs_of(bench, given, times):
    # A tree that is several times the same would mostly be hard links.
    flags = ["--no-hardlinks"] if "--no-hardlinks" in bench.flags else []
    ours = tools.layer_packer(bench.packer, given, *flags, name=name_at(times))
    theirs = tools.bsdtar(given)
    return [ours, dataclasses.replace(theirs, steps=[dataclasses.replace(theirs.steps[0], name=f"bsdtar, mtree x{times}")])]


def copies(entries, times):
    """The entries, several times over, at paths of their own."""
    for copy in range(times):
        for entry in entries:
            top, rest = entry.path.split("/", 1)
            yield dataclasses.replace(entry, path=f"{top}/copy_{copy}/{rest}")


def grown_in_files(bench, times):
    small = bench.trees.get("small")
    entries = entries_of(small.directory, bench.trees.top)
    return write_input(f"files-x{times}", small.directory, bench.work, list(copies(entries, times)))


def grown_in_bytes(bench, times):
    """Three large files, and then more of them: so few entries that only the bytes count."""
    huge = bench.trees.get("huge")
    entries = list(copies(entries_of(huge.directory, bench.trees.top), 2))
    return write_input(f"bytes-x{times}", huge.directory, bench.work, entries[: 3 * times])


def goals_of(unit, inputs, summaries):
    first, last = summaries[name_at(TIMES[0])], summaries[name_at(TIMES[-1])]
    times = TIMES[-1] / TIMES[0]
    more_entries = inputs[-1].entries - inputs[0].entries
    yield Goal(f"growth in {unit}: time at x4, as a part of four times that at x1", 1.1, last.seconds / first.seconds / times, "", at_least=False)
    bound = BYTES_AN_ENTRY * more_entries + NOISE
    about = f"growth in {unit}: more memory at x4 than at x1, for {more_entries} more entries"
    yield Goal(about, round(bound / (1 << 20), 1), (last.rss - first.rss) / (1 << 20), " MiB", at_least=False)
