"""Starts a packed py_binary in every way that there is, in rooms that hold ever less, and compares what it sees.

usage: launchers_test.py --entrypoint=PATH --linked LAYER... --native LAYER... --config=FILE --direct-config=FILE
       [--recreates-venv] [--found=RUNFILE]
"""

import argparse
import json
import os
import signal
import sys
import tarfile
import tempfile
import unittest

import room

# What a shell leaves behind, and Python itself where there is no locale.
NOT_OF_THE_LAUNCHER = ["LC_CTYPE", "OLDPWD", "PWD", "SHLVL", "_"]


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--entrypoint", required=True)
    parser.add_argument("--linked", nargs="+")
    parser.add_argument("--native", nargs="+")
    parser.add_argument("--config")
    parser.add_argument("--direct-config")
    parser.add_argument("--recreates-venv", action="store_true")
    parser.add_argument("--found")
    return parser.parse_args()


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def environment_of(config):
    return dict(variable.split("=", 1) for variable in config["Env"])


def comparable(seen):
    """Without what differs by design: rules_python 1.8 goes through the main repository's directory."""
    environment = {name: value for name, value in seen["environment"].items() if name not in NOT_OF_THE_LAUNCHER}
    return json.loads(json.dumps({**seen, "environment": environment}).replace("/_main/../", "/"))


class StartCases:
    """What holds for every way to start."""

    maxDiff = None
    layers = with_host = command = environment = None

    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR"))
        cls.root = os.path.join(cls.directory.name, "root")
        cls.entrypoint = "/" + ARGUMENTS.entrypoint
        cls.runfiles = cls.entrypoint + ".runfiles"
        room.extract(cls.layers, cls.root)
        # Python's own, which the direct configuration names where the link to it is none.
        cls.interpreter = os.path.realpath(cls.root + read_json(ARGUMENTS.direct_config)["Entrypoint"][0])
        if not cls.with_host:
            room.add_libraries(cls.root, cls.interpreter)
        cls.room = room.Room(cls.root, with_host=cls.with_host)

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def outcome(self, *arguments, command=None, environment={}, in_room=None, **kwargs):
        return (in_room or self.room).run([*(command or self.command), *arguments], {**self.environment, **environment}, **kwargs)

    def seen(self, *arguments, **kwargs):
        outcome = self.outcome(*arguments, **kwargs)
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))
        return json.loads(outcome.stdout)

    def test_sees_its_runfiles_and_nothing_else(self):
        seen = self.seen("one", "two words", "")
        self.assertEqual(seen["argv"][1:], ["one", "two words", ""])
        self.assertTrue(seen["argv"][0].startswith(self.runfiles + "/"), seen["argv"][0])
        self.assertTrue(seen["executable"].startswith(self.runfiles + "/"), seen["executable"])
        self.assertEqual(seen["environment"]["RUNFILES_DIR"], self.runfiles)
        self.assertEqual(seen["environment"]["PYTHONSAFEPATH"], "1")
        self.assertNotIn("RUNFILES_MANIFEST_FILE", seen["environment"])
        self.assertEqual([path for path in seen["path"] if not (path + "/").startswith(self.runfiles + "/")], [])

    def test_is_another_user_on_a_read_only_root(self):
        seen = self.seen()
        self.assertEqual(seen["ids"], [room.USER, room.GROUP])
        self.assertFalse(seen["writable"])

    def test_directory_and_stdin_are_handed_on(self):
        seen = self.seen(stdin="some\0input", directory="/srv")
        self.assertEqual(seen["directory"], "/srv")
        self.assertEqual(seen["stdin"], "some\0input")

    def test_status_is_handed_on(self):
        outcome = self.outcome("exit", "42")
        self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (42, "", ""))

    def test_python_replaces_the_process_and_gets_its_signals(self):
        process, pid = self.room.start([*self.command, "serve"], self.environment)
        self.assertEqual(process.stdout.readline(), "ready 1\n")
        os.kill(pid, signal.SIGTERM)
        out, _ = process.communicate()
        self.assertEqual((out, process.returncode), ("stopped\n", 7))

    def test_programs_that_it_starts_find_runfiles(self):
        if not ARGUMENTS.found:
            self.skipTest("the binary has none")
        outcome = self.outcome("find", ARGUMENTS.found)
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))
        self.assertTrue(os.path.isfile(self.root + outcome.stdout.strip()), outcome.stdout)

    def start_by(self, path, directory="/dev", **kwargs):
        seen = self.seen(command=[path], directory=directory, **kwargs)
        self.assertEqual(os.path.normpath(seen["argv"][0]), os.path.normpath(self.seen(directory=directory)["argv"][0]))
        return seen


class EntrypointCases(StartCases):
    """What holds for every program at the entry point."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.command = [cls.entrypoint]
        room.link(cls.root, "/links/absolute", cls.entrypoint)

    def test_starts_through_an_absolute_link(self):
        self.start_by("/links/absolute")

    def test_starts_by_a_relative_path(self):
        directory, name = os.path.split(self.entrypoint)
        seen = self.seen(command=["./" + name], directory=directory)
        self.assertEqual(seen["directory"], directory)

    def test_starts_by_its_name(self):
        directory, name = os.path.split(self.entrypoint)
        self.start_by(name, environment={"PATH": directory + ":/usr/bin"})


class LinkedTest(EntrypointCases, unittest.TestCase):
    """The launcher of rules_python, with a shell and a Python."""

    with_host = True

    @classmethod
    def setUpClass(cls):
        if ARGUMENTS.recreates_venv:
            raise unittest.SkipTest("it has to write, and waits for Python")
        cls.layers = ARGUMENTS.linked
        cls.environment = environment_of(read_json(ARGUMENTS.config))
        super().setUpClass()

    def test_configuration_starts_it(self):
        config = read_json(ARGUMENTS.config)
        self.assertEqual((config["Entrypoint"], config["WorkingDir"]), ([self.entrypoint], "/"))

    def test_shell_of_its_launcher_is_missed_where_there_is_none(self):
        """What the other ways are for; also that the rooms without a host have none."""
        root = os.path.join(self.directory.name, "bare")
        room.extract(self.layers, root)
        room.add_libraries(root, self.interpreter)
        outcome = self.outcome(in_room=room.Room(root))
        self.assertNotEqual(outcome.returncode, 0)
        self.assertIn("No such file or directory", outcome.stderr)


class ConfiguredTest(StartCases, unittest.TestCase):
    """The direct configuration: no launcher at all, and no shell, env or coreutils."""

    @classmethod
    def setUpClass(cls):
        cls.layers = ARGUMENTS.linked
        config = read_json(ARGUMENTS.direct_config)
        cls.command, cls.environment = config["Entrypoint"], environment_of(config)
        super().setUpClass()

    def test_sees_what_it_sees_by_its_launcher(self):
        if ARGUMENTS.recreates_venv:
            self.skipTest("that makes a virtual environment")
        by_launcher = room.Room(self.root, with_host=True).run(
            [self.entrypoint, "one"], environment_of(read_json(ARGUMENTS.config)), directory="/srv", stdin="x"
        )
        self.assertEqual(by_launcher.stderr, "")
        self.assertEqual(comparable(json.loads(by_launcher.stdout)), comparable(self.seen("one", directory="/srv", stdin="x")))


class NativeTest(EntrypointCases, unittest.TestCase):
    """The native launcher, with no environment, no shell, env or coreutils."""

    @classmethod
    def setUpClass(cls):
        cls.layers = ARGUMENTS.native
        cls.environment = {}
        super().setUpClass()
        directory = os.path.dirname(cls.entrypoint)
        room.link(cls.root, "/links/relative", os.path.relpath(cls.entrypoint, "/links"))
        room.link(cls.root, "/links/directory", os.path.relpath(directory, "/links"))
        room.link(cls.root, "/other/chain", "../links/relative")
        room.link(cls.root, "/other/of/chain", "../../other/chain")

    def moved(self, path):
        """Takes a file away for the time of a test."""
        os.rename(path, path + ".away")
        self.addCleanup(os.rename, path + ".away", path)

    def assert_fails(self, status, line, **kwargs):
        outcome = self.outcome(**kwargs)
        self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (status, "", line + "\n"))

    def test_sees_what_it_sees_by_the_direct_configuration(self):
        config = read_json(ARGUMENTS.direct_config)
        by_config = self.seen("one", command=config["Entrypoint"], environment=environment_of(config), stdin="x")
        self.assertEqual(comparable(by_config), comparable(self.seen("one", stdin="x")))

    def test_layers_differ_in_the_entry_point_alone(self):
        linked, native = self.members(ARGUMENTS.linked), self.members(ARGUMENTS.native)
        entrypoint = ARGUMENTS.entrypoint
        self.assertTrue(linked.pop(entrypoint)["type"] == tarfile.SYMTYPE)
        self.assertTrue(native.pop(entrypoint)["type"] == native.pop(entrypoint + ".launch")["type"] == tarfile.REGTYPE)
        self.assertEqual(linked, native)

    def members(self, layers):
        facts = ("linkname", "mode", "mtime", "size", "type", "uid")
        members = {}
        for layer in layers:
            with tarfile.open(layer) as tar:
                members.update({member.name: {fact: getattr(member, fact) for fact in facts} for member in tar})
        return members

    def test_is_a_file_of_its_own(self):
        self.assertFalse(os.path.islink(self.root + self.entrypoint))
        self.assertLess(os.path.getsize(self.root + self.entrypoint), 1 << 20)
        self.assertEqual(os.stat(self.root + self.entrypoint).st_mode & 0o7777, 0o755)
        self.assertEqual(os.stat(self.root + self.entrypoint + ".launch").st_mode & 0o7777, 0o644)

    def test_starts_through_links_of_any_kind(self):
        for link in ("/links/relative", "/other/chain", "/other/of/chain", "/links/directory/" + os.path.basename(self.entrypoint)):
            with self.subTest(link):
                self.start_by(link)
        self.start_by("../links/relative", directory="/other")

    def test_starts_without_proc(self):
        without_proc = room.Room(self.root, with_proc=False)
        for path, directory in ((self.entrypoint, "/"), ("/other/of/chain", "/"), ("../links/relative", "/other")):
            with self.subTest(path):
                seen = self.seen(command=[path], directory=directory, in_room=without_proc)
                self.assertEqual(seen["environment"]["RUNFILES_DIR"], self.runfiles)

    def test_environment_of_another_program_does_not_mislead_it(self):
        wrong = {"RUNFILES_DIR": "/nowhere", "RUNFILES_MANIFEST_FILE": "/nowhere.runfiles/MANIFEST"}
        self.assertEqual(self.seen(), self.seen(environment=wrong))

    def test_variables_of_the_image_win(self):
        seen = self.seen(environment={"GREETING": "from the image", "PYTHONSAFEPATH": ""})
        self.assertEqual(seen["environment"]["GREETING"], "from the image")
        self.assertEqual(seen["environment"]["PYTHONSAFEPATH"], "")

    def test_nothing_says_what_to_start(self):
        self.moved(self.root + self.entrypoint + ".launch")
        self.assert_fails(127, "{0}: {0}.launch: No such file or directory".format(self.entrypoint))

    def test_interpreter_is_missing(self):
        self.moved(self.interpreter)
        python = read_json(ARGUMENTS.direct_config)["Entrypoint"][0]
        self.assert_fails(127, "{}: {}: No such file or directory".format(self.entrypoint, python))

    def test_interpreter_is_not_executable(self):
        os.chmod(self.interpreter, 0o644)
        self.addCleanup(os.chmod, self.interpreter, 0o755)
        python = read_json(ARGUMENTS.direct_config)["Entrypoint"][0]
        self.assert_fails(126, "{}: {}: Permission denied".format(self.entrypoint, python))

    def test_libc_is_missing(self):
        loader = next(path for path in room.needed_libraries(self.interpreter) if os.path.basename(path).startswith("ld-"))
        self.moved(self.root + loader)
        outcome = self.outcome()
        self.assertEqual(outcome.returncode, 127)
        self.assertRegex(outcome.stderr, r"^[^\n]*/python3[^\n]*: the image lacks what loads it, such as [^\n]*\n$")


if __name__ == "__main__":
    ARGUMENTS = parse_arguments()
    if not room.can_be_used():
        sys.exit("bubblewrap (bwrap) is not installed, or this machine does not let it make namespaces")
    unittest.main(argv=["launchers_test"], verbosity=2)
