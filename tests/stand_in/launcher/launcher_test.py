"""How the programs that rules_python makes behave once they are copied out of the build, as an image has them.

Each test runs a program from a copy of the runfiles, with an environment of its own, so that nothing of the build is left in sight.
"""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

PACKAGE = "_main/launcher"
SITE_PACKAGES = "lib/python3.11/site-packages"
TOOLS = ["bash", "basename", "dirname", "env", "ln", "mkdir", "mktemp", "python3", "readlink", "rm"]


def copy_runfiles(source, destination):
    """Copies a runfiles tree as an image would hold it: staged links become what they lead to, raw links stay."""
    os.mkdir(destination)
    for entry in os.scandir(source):
        target = os.path.join(destination, entry.name)
        if entry.is_symlink() and not os.readlink(entry.path).startswith("/"):
            os.symlink(os.readlink(entry.path), target)
        elif entry.is_dir():
            copy_runfiles(entry.path, target)
        elif entry.name != "MANIFEST":
            shutil.copy(entry.path, target)


class LauncherTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.original = os.path.join(tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR")), "original")
        copy_runfiles(os.environ["RUNFILES_DIR"], cls.original)
        cls.elsewhere = next(n for n in os.listdir(cls.original) if n.startswith("elsewhere"))

    def setUp(self):
        self.root = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
        self.runfiles = self.install("E.runfiles")

    def install(self, name):
        """Puts a copy of the runfiles at a path below the root."""
        path = os.path.join(self.root, name)
        shutil.copytree(self.original, path, symlinks=True, copy_function=os.link)
        return path

    def at(self, *names):
        return os.path.join(self.root, *names)

    def entrypoint(self, name="script"):
        """E, a relative link to a program in E.runfiles."""
        os.symlink("E.runfiles/{}/{}".format(PACKAGE, name), self.at("E"))
        return self.at("E")

    def tools(self, *names):
        """A directory that holds only these tools."""
        directory = self.at("tools")
        os.mkdir(directory)
        for name in names:
            os.symlink(shutil.which(name, path="/usr/bin:/bin"), os.path.join(directory, name))
        return directory

    def start(self, *command, **variables):
        return subprocess.Popen(
            command, env=variables, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run_ok(self, *command, **variables):
        process = self.start(*command, **variables)
        out, err = process.communicate()
        self.assertEqual(process.returncode, 0, err)
        seen = json.loads(out)
        if isinstance(seen, dict):
            seen["is_same_process"] = seen["pid"] == process.pid
        return seen

    def find(self, program, path):
        return self.run_ok(program, "find", path)

    def assert_fails(self, message, *command, **variables):
        process = self.start(*command, **variables)
        _, err = process.communicate()
        self.assertNotEqual(process.returncode, 0)
        self.assertIn(message, err)

    def venv(self, name="script"):
        return os.path.join(self.runfiles, PACKAGE, "_{}.venv".format(name))


class ScriptTest(LauncherTest):
    """bootstrap_impl=script, venvs_site_packages=yes."""

    def test_runs_in_its_venv(self):
        seen = self.run_ok(self.entrypoint(), "one", "two words")
        self.assertEqual(seen["argv"], [self.at("E.runfiles", PACKAGE, "app.py"), "one", "two words"])
        self.assertEqual(seen["prefix"], self.venv())
        self.assertEqual(seen["executable"], self.venv() + "/bin/python3")
        # pyvenv.cfg names no base, so the launcher's site hook finds it by the link.
        self.assertEqual(seen["base_executable"], os.path.realpath(seen["executable"]))
        self.assertNotEqual(seen["base_executable"], seen["executable"])
        self.assertEqual(seen["fake"], "{}/{}/fake/__init__.py".format(self.venv(), SITE_PACKAGES))
        self.assertEqual(seen["version"], [3, 11])
        self.assertTrue(seen["is_same_process"])

    def test_exports_runfiles_dir_only(self):
        seen = self.run_ok(self.entrypoint())
        self.assertEqual(seen["environment"]["RUNFILES_DIR"], self.runfiles)
        self.assertNotIn("RUNFILES_MANIFEST_FILE", seen["environment"])

    def test_nothing_outside_the_runfiles_is_on_sys_path(self):
        for path in self.run_ok(self.entrypoint())["path"]:
            self.assertTrue(path.startswith(self.runfiles + "/"), path)

    def test_every_directory_of_the_runfiles_is_on_sys_path(self):
        os.mkdir(os.path.join(self.runfiles, "added"))
        path = self.run_ok(self.entrypoint())["path"]
        directories = sorted(
            os.path.join(self.runfiles, name)
            for name in os.listdir(self.runfiles)
            if os.path.isdir(os.path.join(self.runfiles, name))
        )
        listed = [directory for directory in path if directory in directories]
        self.assertEqual(sorted(listed), directories)
        self.assertIn(os.path.join(self.runfiles, "added"), listed)
        # The runfiles library asks for its repository by `imports`, which come first.
        self.assertEqual(listed[1:], sorted(listed[1:]))

    def test_imports_are_on_sys_path(self):
        path = self.run_ok(self.entrypoint())["path"]
        self.assertIn(os.path.join(self.runfiles, PACKAGE, "imported"), path)
        # A library in a venv leaves its attribute as it stands, relative to the runfiles root.
        self.assertIn(os.path.join(self.runfiles, "launcher/site-packages"), path)

    def test_program_inside_the_runfiles(self):
        self.run_ok(os.path.join(self.runfiles, PACKAGE, "script"))

    def test_copy_of_the_program(self):
        shutil.copy(os.path.join(self.runfiles, PACKAGE, "script"), self.at("E"))
        self.run_ok(self.at("E"))

    def test_absolute_link_to_the_entrypoint(self):
        os.makedirs(self.at("usr/bin"))
        os.symlink(self.entrypoint(), self.at("usr/bin/E"))
        self.run_ok(self.at("usr/bin/E"))

    def test_relative_link_to_the_entrypoint(self):
        self.entrypoint()
        os.makedirs(self.at("usr/bin"))
        os.symlink("../../E", self.at("usr/bin/E"))
        self.assert_fails("Unable to find runfiles directory", self.at("usr/bin/E"))
        self.run_ok(self.at("usr/bin/E"), RUNFILES_DIR=self.runfiles)

    def test_space_in_the_path(self):
        os.mkdir(self.at("a place"))
        self.install("a place/E.runfiles")
        os.symlink("E.runfiles/{}/script".format(PACKAGE), self.at("a place/E"))
        self.assert_fails("Unable to find runfiles directory", self.at("a place/E"))

    def test_runfiles_of_another_name(self):
        elsewhere = self.install("files")
        program = os.path.join(elsewhere, PACKAGE, "script")
        self.assert_fails("Unable to find runfiles directory", program)
        self.run_ok(program, RUNFILES_DIR=elsewhere)

    def test_wrong_runfiles_dir_is_ignored(self):
        seen = self.run_ok(self.entrypoint(), RUNFILES_DIR="/nowhere")
        self.assertEqual(seen["environment"]["RUNFILES_DIR"], self.runfiles)

    def test_runfiles_manifest_file_leads_to_the_runfiles(self):
        elsewhere = self.install("other.runfiles")
        for manifest in [elsewhere + "_manifest", elsewhere + "/MANIFEST"]:
            seen = self.run_ok(self.entrypoint("script"), RUNFILES_MANIFEST_FILE=manifest)
            self.assertEqual(seen["environment"]["RUNFILES_DIR"], elsewhere)
            os.remove(self.at("E"))

    def test_wrong_runfiles_manifest_file_is_ignored(self):
        seen = self.run_ok(self.entrypoint(), RUNFILES_MANIFEST_FILE="/nowhere.runfiles/MANIFEST")
        self.assertEqual(seen["environment"]["RUNFILES_DIR"], self.runfiles)

    def test_manifest_in_the_runfiles_changes_nothing(self):
        open(os.path.join(self.runfiles, "MANIFEST"), "w").close()
        seen = self.run_ok(self.entrypoint())
        self.assertNotIn("RUNFILES_MANIFEST_FILE", seen["environment"])

    def test_no_interpreter_in_the_venv(self):
        os.remove(self.venv() + "/bin/python3")
        self.assert_fails("Python interpreter not found", self.entrypoint())

    def test_copy_of_the_interpreter_in_the_venv(self):
        link = self.venv() + "/bin/python3"
        target = os.path.realpath(link)
        os.remove(link)
        shutil.copy(target, link)
        self.assert_fails("Could not find platform independent libraries", self.entrypoint())

    def test_no_pyvenv_cfg(self):
        os.remove(self.venv() + "/pyvenv.cfg")
        seen = self.run_ok(self.entrypoint())
        self.assertEqual(seen["prefix"], seen["base_prefix"])
        self.assertNotEqual(seen["prefix"], self.venv())
        self.assertEqual(seen["fake"], "{}/{}/fake/__init__.py".format(self.venv(), SITE_PACKAGES))

    def test_tools_it_needs(self):
        self.entrypoint()
        self.run_ok(self.at("E"), PATH=self.tools("bash", "env"))
        os.remove(self.at("tools/env"))
        self.assert_fails("env", self.at("E"), PATH=self.at("tools"))

    def test_safe_path_unless_told_otherwise(self):
        seen = self.run_ok(self.entrypoint())
        self.assertEqual(seen["environment"]["PYTHONSAFEPATH"], "1")
        self.assertTrue(seen["flags"]["safe_path"])
        seen = self.run_ok(self.at("E"), PYTHONSAFEPATH="")
        self.assertFalse(seen["flags"]["safe_path"])
        self.assertEqual(seen["path"][0], os.path.join(self.runfiles, PACKAGE))

    def test_additional_interpreter_args(self):
        seen = self.run_ok(self.entrypoint(), RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS="-B -s")
        self.assertEqual(seen["flags"]["dont_write_bytecode"], 1)
        self.assertNotIn("RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS", seen["environment"])

    def test_nested_program(self):
        seen = self.run_ok(self.entrypoint(), "tool", "argument")
        self.assertEqual(seen["prefix"], self.venv("tool"))
        self.assertEqual(seen["argv"][1:], ["argument"])

    def test_without_site_packages_in_the_venv(self):
        seen = self.run_ok(self.entrypoint("plain_script"))
        self.assertEqual(seen["prefix"], self.venv("plain_script"))
        self.assertEqual(seen["fake"], os.path.join(self.runfiles, PACKAGE, "site-packages/fake/__init__.py"))

    def test_apparent_repository_names_need_the_mapping(self):
        found = self.find(self.entrypoint(), "elsewhere/pkg/app.py")
        self.assertEqual(found, os.path.join(self.runfiles, self.elsewhere, "pkg/app.py"))
        os.remove(os.path.join(self.runfiles, "_repo_mapping"))
        found = self.find(self.at("E"), "elsewhere/pkg/app.py")
        self.assertEqual(found, os.path.join(self.runfiles, "elsewhere/pkg/app.py"))

    def test_runfiles_root_is_not_on_sys_path(self):
        self.assertNotIn(self.runfiles, self.run_ok(self.entrypoint())["path"])


class RecreateTest(LauncherTest):
    """bootstrap_impl=script, venvs_use_declare_symlink=no: the venv is made when the program starts."""

    def test_temporary_venv(self):
        temporary = self.at("temporary")
        os.mkdir(temporary)
        seen = self.run_ok(self.entrypoint("recreate"), TMPDIR=temporary)
        self.assertTrue(seen["prefix"].startswith(temporary + "/"), seen["prefix"])
        # Stage 2 compares paths as text, so the venv of the build is there as well, and first.
        self.assertEqual(seen["fake"], "{}/{}/fake/__init__.py".format(self.venv("recreate"), SITE_PACKAGES))
        self.assertIn("{}/{}".format(seen["prefix"], SITE_PACKAGES), seen["path"])
        self.assertFalse(seen["is_same_process"])
        self.assertEqual(os.listdir(temporary), [])

    def test_kept_venv(self):
        kept = self.at("kept")
        for _ in range(2):
            seen = self.run_ok(self.entrypoint("recreate"), RULES_PYTHON_EXTRACT_ROOT=kept)
            self.assertEqual(seen["prefix"], os.path.join(kept, PACKAGE, "_recreate.venv"))
            self.assertTrue(seen["is_same_process"])
            os.remove(self.at("E"))

    def test_needs_no_interpreter_in_the_venv(self):
        os.remove(self.venv("recreate") + "/bin/python3")
        self.run_ok(self.entrypoint("recreate"))

    def test_needs_a_writable_directory(self):
        self.assert_fails("mktemp", self.entrypoint("recreate"), TMPDIR="/nowhere")

    def test_tools_it_needs(self):
        tools = self.tools(*(name for name in TOOLS if name != "python3"))
        self.run_ok(self.entrypoint("recreate"), PATH=tools)


class SystemPythonTest(LauncherTest):
    """bootstrap_impl=system_python, venvs_site_packages=yes."""

    def test_runs_the_runfiles_interpreter_without_a_venv(self):
        self.assertFalse(os.path.exists(self.venv("system_python") + "/bin"))
        self.assertFalse(os.path.exists(self.venv("system_python") + "/pyvenv.cfg"))
        seen = self.run_ok(self.entrypoint("system_python"), "one")
        self.assertEqual(seen["argv"], [self.at("E.runfiles", PACKAGE, "app.py"), "one"])
        self.assertEqual(seen["version"], [3, 11])
        self.assertTrue(seen["executable"].startswith(self.runfiles + "/"), seen["executable"])
        self.assertEqual(seen["prefix"], seen["base_prefix"])
        self.assertEqual(seen["fake"], "{}/{}/fake/__init__.py".format(self.venv("system_python"), SITE_PACKAGES))
        self.assertEqual(seen["environment"]["RUNFILES_DIR"], self.runfiles)
        self.assertEqual(seen["environment"]["PYTHONSAFEPATH"], "1")
        self.assertTrue(seen["is_same_process"])

    def test_needs_a_python_on_path(self):
        self.entrypoint("system_python")
        self.assert_fails("python3", self.at("E"), PATH=self.tools("bash", "env"))
        self.run_ok(self.at("E"), PATH="/usr/bin")

    def test_without_site_packages_in_the_venv(self):
        seen = self.run_ok(self.entrypoint("plain_system_python"))
        self.assertEqual(seen["fake"], os.path.join(self.runfiles, PACKAGE, "site-packages/fake/__init__.py"))

    def test_runfiles_root_is_on_sys_path(self):
        path = self.run_ok(self.entrypoint("system_python"))["path"]
        self.assertIn(self.runfiles, path)
        self.assertIn(os.path.join(self.runfiles, "_main"), path)

    def test_links_to_the_entrypoint(self):
        self.entrypoint("system_python")
        os.makedirs(self.at("usr/bin"))
        os.symlink("../../E", self.at("usr/bin/relative"))
        os.symlink(self.at("E"), self.at("usr/bin/absolute"))
        self.run_ok(self.at("usr/bin/relative"))
        self.run_ok(self.at("usr/bin/absolute"))

    def test_space_in_the_path(self):
        os.mkdir(self.at("a place"))
        self.install("a place/E.runfiles")
        os.symlink("E.runfiles/{}/system_python".format(PACKAGE), self.at("a place/E"))
        self.run_ok(self.at("a place/E"))

    def test_runfiles_of_another_name(self):
        elsewhere = self.install("files")
        program = os.path.join(elsewhere, PACKAGE, "system_python")
        self.assert_fails("Cannot find .runfiles directory", program)
        self.run_ok(program, RUNFILES_DIR=elsewhere)

    def test_manifest_in_the_runfiles_wins(self):
        manifest = os.path.join(self.runfiles, "MANIFEST")
        with open(manifest, "w") as file:
            file.write("elsewhere/pkg/app.py /build/host/app.py\n")
        seen = self.run_ok(self.entrypoint("system_python"))
        self.assertEqual(seen["environment"]["RUNFILES_MANIFEST_FILE"], manifest)
        self.assertNotIn("RUNFILES_DIR", seen["environment"])
        self.assertEqual(self.find(self.at("E"), "elsewhere/pkg/app.py"), "/build/host/app.py")

    def test_manifest_beside_the_runfiles_wins(self):
        manifest = self.runfiles + "_manifest"
        open(manifest, "w").close()
        environment = self.run_ok(self.entrypoint("system_python"))["environment"]
        self.assertEqual(environment["RUNFILES_MANIFEST_FILE"], manifest)
        self.assertNotIn("RUNFILES_DIR", environment)

    def test_wrong_runfiles_dir_is_handed_on(self):
        # Both stages find the runfiles all the same; the site hook goes one directory too far up.
        self.assert_fails("No module named 'plain'", self.entrypoint("system_python"), RUNFILES_DIR="/nowhere")

    def test_needs_no_interpreter_in_the_venv(self):
        self.assertEqual(sorted(os.listdir(self.venv("system_python"))), ["lib"])


class ElsewhereTest(LauncherTest):
    """A program of another module: its paths begin with the main repository's directory."""

    def link(self, name):
        os.symlink("E.runfiles/{}/pkg/{}".format(self.elsewhere, name), self.at("E"))
        return self.at("E")

    def output(self, *command):
        process = self.start(*command)
        out, err = process.communicate()
        self.assertEqual(process.returncode, 0, err)
        return out

    def test_venv_is_in_its_own_repository(self):
        venv = os.path.join(self.runfiles, self.elsewhere, "pkg/_app_script.venv")
        self.assertTrue(os.path.islink(venv + "/bin/python3"))
        self.assertFalse(os.readlink(venv + "/bin/python3").startswith("/"))

    def test_runs_if_the_main_repository_is_there(self):
        for name in ["app_script", "app_system_python"]:
            self.assertEqual(self.output(self.link(name)), "elsewhere beside\n")
            os.remove(self.at("E"))

    def test_fails_if_it_is_not(self):
        shutil.rmtree(os.path.join(self.runfiles, "_main"))
        self.assert_fails("can't open file", self.link("app_script"))
        os.remove(self.at("E"))
        self.assert_fails("No module named 'beside'", self.link("app_system_python"))

    def test_an_empty_directory_is_enough(self):
        shutil.rmtree(os.path.join(self.runfiles, "_main"))
        os.mkdir(os.path.join(self.runfiles, "_main"))
        for name in ["app_script", "app_system_python"]:
            self.assertEqual(self.output(self.link(name)), "elsewhere beside\n")
            os.remove(self.at("E"))


if __name__ == "__main__":
    unittest.main()
