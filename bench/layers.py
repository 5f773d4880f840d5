"""./dev bench layers: four layers at once beside one layer of the same bytes."""

from bench import tools
from bench.goals import Goal, print_goals
from bench.inputs import entries_of, write_input
from bench.rounds import alternate
from bench.table import print_costs

LAYERS = 4


def measure(bench):
    bench.need_flags("--compression")
    goals = []
    for tree, kind in (("realistic", "none"), ("part", "zstd")):
        given = bench.trees.get(tree)
        flags = [f"--compression={kind}"]
        layers = [write_input(f"{tree}-{i}", given.directory, bench.work, layer) for i, layer in enumerate(split(given, bench.trees.top))]
        jobs = [tools.layer_packer(bench.packer, given, *flags, name="one layer"), at_once(bench, given, layers, flags)]
        summaries = alternate(jobs, bench.rounds, bench.scratch(2 * given.bytes))
        print_costs(f"{LAYERS} layers at once, compression {kind}, {given.title}", summaries, "one layer", "to one")
        ratio = summaries[f"{LAYERS} layers"].seconds / summaries["one layer"].seconds
        goals.append(Goal(f"{LAYERS} layers at once, compression {kind}: time, as a part of that of one layer", 1.15, ratio, "", at_least=False))
    print_goals(goals)


def split(given, top):
    """The entries in layers of nearly equal bytes: the largest first, each to the layer that is smallest so far."""
    layers = [[] for _ in range(LAYERS)]
    sizes = [0] * LAYERS
    # A header is 512 bytes, so that links and empty files spread, too.
    for entry in sorted(entries_of(given.directory, top), key=lambda entry: -entry.size):
        smallest = sizes.index(min(sizes))
        layers[smallest].append(entry)
        sizes[smallest] += entry.size + 512
    return [sorted(layer, key=lambda entry: entry.path.encode()) for layer in layers]


def at_once(bench, given, layers, flags):
    """A pipeline whose programs neither read nor write it: they only start together."""
    stages = [tools.layer_packer_words(bench.packer, layer, f"{{output}}.{i}", *flags) for i, layer in enumerate(layers)]
    return tools.Job([tools.Step(f"{LAYERS} layers", stages)], given.directory)
