"""Runs jobs in alternation, and sums up what they cost."""

import dataclasses
import os
import shutil
import statistics
import subprocess
import sys

from bench.failure import Failure
from bench.process import Cost, run


@dataclasses.dataclass(frozen=True)
class Summary:
    """The rounds of one step."""

    seconds: float  # median
    spread: float  # slowest less fastest, as a part of the median
    cpu: float  # median
    rss: int  # the most, in bytes
    size: int  # of the output, in bytes


def summary(costs, size):
    seconds = [cost.seconds for cost in costs]
    median = statistics.median(seconds)
    return Summary(
        seconds=median,
        spread=(max(seconds) - min(seconds)) / median,
        cpu=statistics.median(cost.cpu for cost in costs),
        rss=max(cost.rss for cost in costs),
        size=size,
    )


def rotated(items, by):
    """The items in their order, starting with another one; so that each has the first place, and its disadvantages, as often."""
    start = by % len(items)
    return items[start:] + items[:start]


def alternate(jobs, rounds, scratch):
    """Runs every job once a round. Step name -> Summary, in the order of the jobs.

    A round before the first is not counted: it brings the files and the programs into memory, and there the tars are checked.
    """
    costs = {step.name: [] for job in jobs for step in job.steps}
    sizes = {}
    for i in range(rounds + 1):
        for job in rotated(jobs, i):
            show(f"  {job.steps[0].name}: {f'round {i} of {rounds}' if i else 'first run'}")
            for step, cost, size in run_job(job, scratch, is_first=i == 0):
                if i:
                    costs[step].append(cost)
                sizes[step] = size
    show("")
    return {step: summary(costs[step], sizes[step]) for step in costs}


def show(words):
    """On the line that the next words replace."""
    if sys.stderr.isatty():
        print(f"\r{words:<100}", end="\r", file=sys.stderr, flush=True)


def run_job(job, scratch, is_first):
    """(step name, Cost since the start of the job, size of the output) of every step."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    output = str(scratch / "output")
    total = Cost(0, 0, 0)
    for step in job.steps:
        stages = [[str(word).replace("{output}", output) for word in stage] for stage in step.stages]
        total += run(stages, job.directory, output if step.captured else os.devnull)
        yield step.name, total, os.path.getsize(output) if os.path.exists(output) else 0
    if is_first and job.members is not None:
        check_members(job, output)
    shutil.rmtree(scratch)


def check_members(job, output):
    """A tool that leaves something out is no measure."""
    listing = subprocess.run(["bsdtar", "-tf", output], stdout=subprocess.PIPE, check=True).stdout
    members = sum(1 for line in listing.splitlines() if not line.endswith(b"/"))
    if members != job.members:
        raise Failure(f"{job.steps[0].name} packed {members} files and links of {job.members}, so its time is worth nothing")
