"""What actionlint does not know of .github/workflows: the house's rules for them, and whether what they start is there."""

import os
import pathlib
import re
import unittest

CHECKOUT = pathlib.Path(__file__).parents[2]
WORKFLOWS = sorted((CHECKOUT / ".github/workflows").glob("*.y*ml"))


def steps(key):
    """The values of a key in all workflows, with the file's name."""
    for path in WORKFLOWS:
        for value in re.findall(rf"^ *(?:- )?{key}: *(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            yield path.name, value


class WorkflowsTest(unittest.TestCase):
    def test_actions_are_pinned_to_a_commit_and_say_which_release_that_is(self):
        pinned = list(steps("uses"))
        self.assertGreater(len(pinned), 5)
        for name, value in pinned:
            self.assertRegex(value, r"^[\w-]+/[\w./-]+@[0-9a-f]{40} # v?\d+\.\d+\.\d+$", name)

    def test_one_action_has_one_commit(self):
        commits = dict(value.partition("@")[::2] for _, value in steps("uses"))
        for name, value in steps("uses"):
            self.assertEqual(value.partition("@")[2], commits[value.partition("@")[0]], name)

    def test_what_is_run_is_one_line_and_there(self):
        scripts = set()
        for name, value in steps("run"):
            self.assertNotIn(value, ("", "|", ">"), "%s: more than a line: put it into a script" % name)
            scripts.update(re.findall(r"(?:^|(?<= ))(?:\./dev|(?:tools|tests)/[\w/.-]+)", value))
        self.assertGreater(len(scripts), 5)
        for script in scripts:
            self.assertTrue(os.access(CHECKOUT / script, os.X_OK), "%s is no program" % script)

    def test_versions_of_bazel_are_those_of_the_registry_too(self):
        expected = re.search(r"^ *bazel: (\[.*\])$", (CHECKOUT / ".bcr/presubmit.yml").read_text(encoding="utf-8"), re.MULTILINE).group(1)
        matrices = [value for _, value in steps("bazel") if value]  # there is a job of this name
        self.assertTrue(matrices)
        self.assertEqual(set(matrices), {expected})

    def test_oldest_rules_python_is_the_one_that_the_module_asks_for(self):
        asked = re.search(r'"rules_python", version = "(.*)"', (CHECKOUT / "MODULE.bazel").read_text(encoding="utf-8")).group(1)
        matrices = [value for _, value in steps("rules_python")]
        self.assertTrue(matrices)
        for value in matrices:
            self.assertTrue(value.startswith("[%s, " % asked), value)


if __name__ == "__main__":
    unittest.main()
