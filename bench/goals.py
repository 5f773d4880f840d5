"""The goals of the project, and whether a run met them. A goal missed is a figure, not a failure."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Goal:
    """A figure and its bound."""

    about: str
    bound: float
    measured: float
    unit: str = "x"
    at_least: bool = True

    @property
    def met(self):
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound

    def digits(self):
        """As many as show on which side of the bound the figure lies."""
        fewest = 1 if self.unit else 2
        return next((n for n in range(fewest, 6) if round(self.measured, n) != self.bound), 6)

    def line(self):
        sign = "at least" if self.at_least else "at most"
        bound, measured = f"{self.bound:g}{self.unit}", f"{self.measured:.{self.digits()}f}{self.unit}"
        return f"goal {sign:<8} {bound:<8} measured {measured:<10} {'met' if self.met else 'MISSED':<7} {self.about}"


def times_faster(summaries, ours, other, bound, about):
    """We are at least `bound` times as fast as the step `other`."""
    ratio = summaries[other].seconds / summaries[ours].seconds
    return Goal(f"{about}: {other}", bound, ratio)


def print_goals(goals):
    for goal in goals:
        print(goal.line())
    print(flush=True)
