import unittest

from bench.goals import Goal, times_faster
from bench.rounds import Summary


def taking(seconds):
    return Summary(seconds=seconds, spread=0, cpu=0, rss=0, size=0)


class GoalTest(unittest.TestCase):
    def test_bound_itself_is_met(self):
        for at_least in (True, False):
            self.assertTrue(Goal("x", 2, 2, at_least=at_least).met)

    def test_either_side_of_the_bound(self):
        self.assertFalse(Goal("x", 2, 1.9).met)
        self.assertTrue(Goal("x", 2, 2.1).met)
        self.assertTrue(Goal("x", 2, 1.9, at_least=False).met)
        self.assertFalse(Goal("x", 2, 2.1, at_least=False).met)

    def test_line_says_bound_figure_and_verdict(self):
        self.assertRegex(Goal("what", 2.2, 2.64).line(), r"^goal at least +2\.2x +measured 2\.6x +met +what$")
        self.assertRegex(Goal("what", 5, 7.04, " ms", at_least=False).line(), r"^goal at most +5 ms +measured 7\.0 ms +MISSED +what$")

    def test_a_near_miss_does_not_read_like_the_bound(self):
        self.assertRegex(Goal("what", 2.2, 2.198).line(), r"measured 2\.198x +MISSED")


class TimesFasterTest(unittest.TestCase):
    def test_is_how_often_our_time_goes_into_theirs(self):
        goal = times_faster({"us": taking(2), "them": taking(5)}, "us", "them", 2.5, "tree")
        self.assertEqual((goal.measured, goal.met, goal.about), (2.5, True, "tree: them"))


if __name__ == "__main__":
    unittest.main()
