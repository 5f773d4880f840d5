"""Packs environments that venv, virtualenv and uv have made, and runs them from their layers: at another path, as another user, on a
read-only root that has nothing else but the shared libraries of the system.

Environment variables: PKG_PYVENV, the program; WHEELHOUSE, a directory with the wheels of the requirements.txt files beside this file;
WORK, a directory to work in.
"""

import base64
import csv
import filecmp
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PKG_PYVENV = os.environ["PKG_PYVENV"]
WHEELHOUSE = os.environ["WHEELHOUSE"]
WORK = os.environ["WORK"]
PREFIX = "/opt/venv"
KINDS = ["venv", "virtualenv", "uv"]

# The shared libraries of the machine, wherever its distribution has them.
LIBRARIES = [path for path in ["/lib", "/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"] if os.path.exists(path)]


def run(*command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError("%s: status %d\n%s%s" % (" ".join(command), done.returncode, done.stdout, done.stderr))
    return done.stdout


def install(installer, requirements):
    run(*installer, "--quiet", "--no-index", "--find-links", WHEELHOUSE, "--require-hashes", "--no-deps", "-r", requirements)


def tool(name):
    """A program of the environment with tools/requirements.txt."""
    directory = os.path.join(WORK, "tools")
    if not os.path.exists(os.path.join(directory, "bin", name)):
        run(sys.executable, "-m", "venv", "--clear", directory)
        install([os.path.join(directory, "bin", "pip"), "install", "--disable-pip-version-check", "--no-compile"], HERE + "/tools/requirements.txt")
    return os.path.join(directory, "bin", name)


def make(kind, directory, *flags):
    """An environment with requirements.txt, anew. `flags` are pip's."""
    shutil.rmtree(directory, ignore_errors=True)
    python = os.path.join(directory, "bin", "python")
    if kind == "uv":
        run(tool("uv"), "venv", "--quiet", "--offline", "--python", sys.executable, directory)
        cache = ["--cache-dir", os.path.join(WORK, "uv")]
        install([tool("uv"), "pip", "install", "--offline", "--python", python, *cache], HERE + "/requirements.txt")
        return
    if kind == "venv":
        run(sys.executable, "-m", "venv", directory)
    else:
        run(tool("virtualenv"), "--quiet", "--python", sys.executable, directory)
        # One kind with bytecode is enough, which takes longest.
        flags = [*flags, "--no-compile"]
    install([python, "-m", "pip", "install", "--disable-pip-version-check", *flags], HERE + "/requirements.txt")


def pack(directory, output, *flags):
    """The index of the layers."""
    shutil.rmtree(output, ignore_errors=True)
    return json.loads(run(PKG_PYVENV, "layers", directory, "--output", output, "--json", "--name", "env", *flags))


def extract(output, index):
    """The directory with all layers, none of which has a path of another but for directories."""
    root = output + ".root"
    seen = {}
    for layer in index["layers"]:
        with tarfile.open(os.path.join(output, layer["tar"])) as tar:
            for member in tar:
                before = seen.setdefault(member.name, (layer["name"], member))
                assert before[1] is member or (member.isdir() and before[1].isdir()), (member.name, before[0], layer["name"])
            tar.extractall(root)
    return root


def inside(root, *command, binds=(), variables=()):
    """Runs a command with nothing of the machine but its shared libraries, and what is at `binds`."""
    box = ["bwrap", "--tmpfs", "/"]
    for path in LIBRARIES + list(binds):
        if os.path.islink(path):
            box += ["--symlink", os.readlink(path), path]
        elif path != "/lib":
            box += ["--ro-bind", path, path]
    for name in os.listdir(root):
        box += ["--ro-bind", os.path.join(root, name), "/" + name]
    box += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/", "--unshare-all", "--uid", "1234", "--gid", "1234", "--clearenv"]
    for name, value in variables:
        box += ["--setenv", name, value]
    return run(*box, "--chdir", "/", *command)


IMPORTS = """
import sys, numpy, pandas, django, sqlite3, zoneinfo
assert sys.prefix == "/opt/venv", sys.prefix
assert numpy.__file__.startswith("/opt/venv/lib/"), numpy.__file__
print(int(pandas.Series(numpy.arange(5)).sum()), django.__version__, sys.base_prefix)
"""


class EnvironmentTest(unittest.TestCase):
    def environment(self, kind):
        directory = os.path.join(WORK, "made", kind)
        if not os.path.exists(os.path.join(directory, "made")):
            make(kind, directory)
            open(os.path.join(directory, "made"), "w").close()
        return directory

    extracted = {}

    def packed(self, kind, *flags):
        """The index of the layers that these flags make, and the directory that holds them all; made once."""
        if (kind, *flags) not in self.extracted:
            output = os.path.join(WORK, "layers", "-".join([kind, *flags]))
            index = pack(self.environment(kind), output, "--prefix", PREFIX, *flags)
            self.extracted[(kind, *flags)] = index, extract(output, index)
        return self.extracted[(kind, *flags)]

    def test_runs_with_its_own_python(self):
        for kind in KINDS:
            with self.subTest(kind):
                index, root = self.packed(kind, "--with-interpreter")
                self.assertEqual(["interpreter", "external", "main"], [layer["name"] for layer in index["layers"]])
                self.assertEqual(["opt"], os.listdir(root))
                result = inside(root, PREFIX + "/bin/python3", "-c", IMPORTS).split()
                self.assertEqual("10", result[0])
                self.assertEqual(PREFIX + "/interpreter", result[2])
                self.assertEqual(result[1], inside(root, PREFIX + "/bin/django-admin", "--version").strip())
                if kind != "uv":
                    # Newer ones look for a home, and the user 1234 has none.
                    self.assertIn(PREFIX, inside(root, PREFIX + "/bin/pip", "--version", variables=[("HOME", "/")]))

    def test_runs_with_the_python_of_the_image(self):
        base = sys.base_prefix
        binds = [base] if base != "/usr" else ["/usr/bin", "/usr/lib/python3.11", "/etc"]
        for kind in KINDS:
            with self.subTest(kind):
                _, root = self.packed(kind)
                result = inside(root, PREFIX + "/bin/python3", "-c", IMPORTS, binds=binds).split()
                self.assertEqual(base, result[2])

    def test_records_are_true(self):
        for kind in KINDS:
            with self.subTest(kind):
                _, root = self.packed(kind)
                site = os.path.join(root, "opt/venv/lib/python%d.%d/site-packages" % sys.version_info[:2])
                rows = hashed = 0
                for name in os.listdir(site):
                    if not os.path.exists(os.path.join(site, name, "RECORD")):
                        continue
                    with open(os.path.join(site, name, "RECORD"), newline="", encoding="utf-8") as file:
                        for path, digest, size in csv.reader(file):
                            rows += 1
                            hashed += self.check_row(os.path.join(site, path), digest, size)
                self.assertGreater(hashed, 5000)
                self.assertLess(rows - hashed, 20)

    def check_row(self, path, digest, size):
        with open(path, "rb") as file:
            content = file.read()
        if not digest:
            return 0
        self.assertEqual("sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("="), digest, path)
        self.assertEqual(len(content), int(size), path)
        return 1

    def test_nothing_names_the_old_place(self):
        for kind in KINDS:
            with self.subTest(kind):
                environment = self.environment(kind)
                _, root = self.packed(kind)
                for directory, _, names in os.walk(root):
                    for name in names:
                        path = os.path.join(directory, name)
                        if os.path.islink(path):
                            self.assertNotIn(WORK, os.readlink(path), path)
                        elif os.path.getsize(path) < 1 << 20:
                            with open(path, "rb") as file:
                                self.assertNotIn(environment.encode(), file.read(), path)

    def test_equal_wherever_it_was_made(self):
        for kind in KINDS:
            with self.subTest(kind):
                # So long that no first line of a script takes it.
                other = os.path.join(WORK, "made", "elsewhere-" + 120 * "x", kind + "-2")
                make(kind, other, "--no-compile")
                open(os.path.join(other, "made"), "w").close()
                one, two = os.path.join(WORK, "layers", kind), os.path.join(WORK, "layers", kind + "-2")
                pack(self.environment(kind), one, "--prefix", PREFIX, "--with-interpreter")
                pack(other, two, "--prefix", PREFIX, "--with-interpreter")
                shutil.rmtree(other)
                names = sorted(os.listdir(one))
                self.assertEqual(names, sorted(os.listdir(two)))
                self.assertEqual((names, [], []), filecmp.cmpfiles(one, two, names, shallow=False))

    def test_local_projects(self):
        project = os.path.join(WORK, "project")
        shutil.rmtree(project, ignore_errors=True)
        os.makedirs(project)
        with open(os.path.join(project, "mine.py"), "w", encoding="utf-8") as file:
            file.write("NAME = 'mine'\n")
        with open(os.path.join(project, "pyproject.toml"), "w", encoding="utf-8") as file:
            file.write('[project]\nname = "mine"\nversion = "1"\n[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n')
        environment = os.path.join(WORK, "local")
        run(sys.executable, "-m", "venv", "--clear", environment)
        pip = [os.path.join(environment, "bin/pip"), "install", "--quiet", "--no-index", "--no-build-isolation"]
        # The one that Python brings needs another package to build with.
        run(*pip, "--find-links", WHEELHOUSE, "--upgrade", "setuptools")

        run(*pip, project)
        output = os.path.join(WORK, "layers", "local")
        index = pack(environment, output, "--prefix", PREFIX)
        main = next(layer for layer in index["layers"] if layer["name"] == "main")
        with open(os.path.join(output, main["listing"]), encoding="utf-8") as file:
            listing = file.read()
        self.assertIn("site-packages/mine.py", listing)
        self.assertNotIn("direct_url.json", listing)

        run(*pip, "--editable", project)
        done = subprocess.run([PKG_PYVENV, "layers", environment, "--output", output], stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(1, done.returncode)
        self.assertIn("error: cannot pack an editable install: mine: ", done.stderr)
        self.assertIn("install it without -e", done.stderr)
        # What an earlier run has left stays as it was.
        for layer in index["layers"]:
            with open(os.path.join(output, layer["tar"]), "rb") as file:
                self.assertEqual(layer["digest"], "sha256:" + hashlib.sha256(file.read()).hexdigest())


if __name__ == "__main__":
    unittest.main()
