"""Figures as text."""

MEGA = 1_000_000
MEBI = 1 << 20


def columns(rows):
    """Lines of the rows, each column as wide as it must be; the first one left, the others right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        first, *others = (cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths)))
        yield "  ".join([first, *others]).rstrip()


def cost_rows(summaries, base, relation):
    """A row for each step: `summaries` as rounds.alternate makes them; `base` is the step to which the others are set in `relation`."""
    yield ["", "s", relation, "spread", "CPU s", "peak MiB", "MB out"]
    for step, found in summaries.items():
        ratio = f"{found.seconds / summaries[base].seconds:.2f}x"
        size = f"{found.size / MEGA:.1f}" if found.size else "-"
        yield [step, f"{found.seconds:.3f}", ratio, f"{found.spread:.0%}", f"{found.cpu:.2f}", f"{found.rss / MEBI:.1f}", size]


def print_costs(title, summaries, base, relation="to us"):
    print(title)
    print_rows(list(cost_rows(summaries, base, relation)))


def print_rows(rows):
    for line in columns(rows):
        print(f"  {line}")
    print(flush=True)
