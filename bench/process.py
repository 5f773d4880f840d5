"""Runs a pipeline of programs and says what it cost."""

import dataclasses
import os
import subprocess
import tempfile
import time

from bench.failure import Failure

# GNU time starts each program. Asked directly, wait4 would also count this interpreter's memory, which the child has until it is
# another program; GNU time is small, and takes the figure of its own child from wait4.
TIME = "/usr/bin/time"


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a run took."""

    seconds: float  # on the clock, from the first start to the last end
    cpu: float  # seconds of all its programs, user and system
    rss: int  # bytes: the sum of its programs' peaks

    def __add__(self, later):
        return Cost(self.seconds + later.seconds, self.cpu + later.cpu, max(self.rss, later.rss))


def run(stages, directory, output=os.devnull):
    """Runs the commands in `directory`, each one's output being the next one's input and the last one's the file `output`."""
    with tempfile.TemporaryDirectory() as scratch, open(output, "wb") as last:
        start = time.perf_counter()
        running = start_all(stages, directory, last, scratch)
        cpu = sum(cpu_at_end(process) for process in running)
        seconds = time.perf_counter() - start
        for i, (stage, process) in enumerate(zip(stages, running)):
            check_success(stage, process, f"{scratch}/{i}.errors")
        return Cost(seconds, cpu, sum(peak(f"{scratch}/{i}.peak") for i in range(len(stages))))


def start_all(stages, directory, last, scratch):
    running = []
    source = subprocess.DEVNULL
    for i, stage in enumerate(stages):
        command = [TIME, "--quiet", "--format=%M", f"--output={scratch}/{i}.peak", *map(str, stage)]
        target = last if i + 1 == len(stages) else subprocess.PIPE
        with open(f"{scratch}/{i}.errors", "wb") as errors:
            running.append(subprocess.Popen(command, cwd=directory, stdin=source, stdout=target, stderr=errors))
        if source is not subprocess.DEVNULL:
            source.close()  # so that its writer ends if its reader does
        source = running[-1].stdout
    return running


def cpu_at_end(process):
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def check_success(stage, process, errors):
    if process.returncode:
        with open(errors, encoding="utf-8", errors="replace") as file:
            words = file.read().strip().splitlines() or ["it said nothing"]
        raise Failure(f"{' '.join(map(str, stage))[:200]} ended with status {process.returncode}: {words[-1]}")


def peak(path):
    with open(path, encoding="ascii") as file:
        return int(file.read()) << 10
