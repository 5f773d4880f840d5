"""What a run's figures depend on beside the code."""

import os
import subprocess
import sys

TOOLS = {"tar": "--version", "bsdtar": "--version", "openssl": "version", "gzip": "--version", "pigz": "--version", "zstd": "--version"}

# A machine that is at rest has less to do than this.
BUSY = 0.5


def print_machine(rounds, scale):
    facts = {
        "CPU": cpu_model(),
        "cores": f"{len(os.sched_getaffinity(0))} of {os.cpu_count()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / (1 << 30):.0f} GiB",
        "kernel": os.uname().release,
        "Python": sys.version.split()[0],
        **{tool: version(tool, flag) for tool, flag in TOOLS.items()},
        "rounds": str(rounds),
        "scale": f"{scale:g}" if scale == 1 else f"{scale:g}: the goals are for 1, so what is said of them here means nothing",
        "load": load(os.getloadavg()[0]),
    }
    width = max(map(len, facts))
    for name, fact in facts.items():
        print(f"{name:<{width}}  {fact}")
    print(flush=True)


def cpu_model():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return models[0] if models else os.uname().machine


def version(tool, flag):
    said = subprocess.run([tool, flag], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True).stdout
    return said.splitlines()[0].strip("* ")


def load(average):
    """Of the last minute."""
    return f"{average:.1f}" if average < BUSY else f"{average:.1f}: something else works on this machine, so the figures are not to be trusted"
