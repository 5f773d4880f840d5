import unittest

from bench.rounds import Summary
from bench.table import columns, cost_rows


class ColumnsTest(unittest.TestCase):
    def test_first_column_is_left_the_others_are_right(self):
        self.assertEqual(list(columns([["", "s"], ["long name", "1.0"], ["x", "10.0"]])), ["              s", "long name   1.0", "x          10.0"])


class CostRowsTest(unittest.TestCase):
    def test_figures_in_their_units_and_in_relation_to_the_base(self):
        summaries = {
            "us": Summary(seconds=2.0, spread=0.1, cpu=3.0, rss=3 << 20, size=1_500_000),
            "them": Summary(seconds=5.0, spread=0.25, cpu=4.0, rss=1 << 19, size=0),
        }
        _, ours, theirs = cost_rows(summaries, "us", "to us")
        self.assertEqual(ours, ["us", "2.000", "1.00x", "10%", "3.00", "3.0", "1.5"])
        self.assertEqual(theirs, ["them", "5.000", "2.50x", "25%", "4.00", "0.5", "-"])


if __name__ == "__main__":
    unittest.main()
