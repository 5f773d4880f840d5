"""./dev bench command: pkg_pyvenv layers, which looks for what there is, beside layer_packer, which is told."""

import json
import shlex
import shutil
import subprocess
import tarfile

from bench import tools
from bench.failure import Failure
from bench.goals import Goal, print_goals
from bench.inputs import entries_of, write_input
from bench.rounds import alternate
from bench.table import print_costs

COMMAND = "pkg_pyvenv layers"
PACKER = "layer_packer, layer after layer"


def measure(bench):
    command = bench.packer.with_name("pkg_pyvenv")
    if not command.exists():
        raise Failure(f"no pkg_pyvenv is beside {bench.packer}")
    given = bench.trees.get("realistic")
    words = [command, "layers", bench.trees.top, "--entrypoint", "app", "--output"]
    layers = layers_of(bench, given, words)
    packing = " && ".join(shlex.join(map(str, tools.layer_packer_words(bench.packer, layer, f"{{output}}.{layer.name}"))) for layer in layers)
    jobs = [
        tools.Job([tools.Step(COMMAND, [[*words, "{output}"]])], given.directory),
        tools.Job([tools.Step(PACKER, [["sh", "-c", packing]])], given.directory),
    ]
    summaries = alternate(jobs, bench.rounds, bench.scratch(2 * given.bytes))
    print_costs(f"{len(layers)} layers of a runfiles directory, {given.title}", summaries, COMMAND, "to ours")
    ratio = summaries[COMMAND].seconds / summaries[PACKER].seconds
    print_goals([Goal("pkg_pyvenv layers: time, as a part of that of layer_packer", 1.1, ratio, "", at_least=False)])


def layers_of(bench, given, words):
    """An Input for each layer that the command makes."""
    scratch = bench.scratch(2 * given.bytes)
    done = subprocess.run([*words, scratch, "--json"], cwd=given.directory, stdout=subprocess.PIPE, check=True)
    entries = entries_of(given.directory, bench.trees.top)
    inputs = []
    for layer in json.loads(done.stdout)["layers"]:
        with tarfile.open(scratch / layer["tar"]) as tar:
            paths = set(tar.getnames())
        inputs.append(write_input(f"command-{layer['name']}", given.directory, bench.work, [entry for entry in entries if entry.path in paths]))
    shutil.rmtree(scratch)
    return inputs
