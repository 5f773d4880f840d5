"""Images of a real virtual environment, in the hands of skopeo, umoci, a registry and bubblewrap.

Environment variables: PKG_PYVENV, the program; WORK, a directory to work in; DEBIAN_BASE, a layout with an image "base" of a whole
Debian without Python, or none.
"""

import json
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import time
import unittest

import jsonschema

from tools import PKG_PYVENV, blob, entries, image, read_json, registry, run, skopeo, tags, unpack

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.environ["WORK"]
PREFIX = "/opt/venv"
# umoci 0.4 knows no zstd.
UNPACKED = ["none", "gzip"]
OCI = "application/vnd.oci.image."
SCHEMAS = {
    OCI + "index.v1+json": "image-index-schema.json",
    OCI + "manifest.v1+json": "image-manifest-schema.json",
    OCI + "config.v1+json": "config-schema.json",
}

APPLICATION = """
import os, sys, zlib, sqlite3
assert sys.prefix == "/opt/venv", sys.prefix
assert os.getcwd() == "/app" and os.environ["FROM_BASE"] == "1", (os.getcwd(), os.environ)
print("hello from", sys.argv[1:], os.environ["PATH"].split(":")[0])
"""


def make_environment(directory):
    """With pip and setuptools, which come with Python."""
    run(sys.executable, "-m", "venv", "--clear", directory)
    return directory


class Schema(jsonschema.RefResolver):
    """A schema, which refers to files beside it whatever it calls itself."""

    def __init__(self, name):
        self.path = os.path.join(HERE, "schema", name)
        super().__init__("file://" + self.path, read_json(self.path))

    def push_scope(self, scope):
        super().push_scope(scope if scope.startswith("file:") else self.resolution_scope)

    def check(self, document):
        jsonschema.Draft4Validator(self.referrer, resolver=self).validate(document)


def check_layout(layout):
    """Everything that the index leads to is there, and in the form that the specification wants."""
    Schema("image-layout-schema.json").check(read_json(os.path.join(layout, "oci-layout")))
    Schema("image-index-schema.json").check(read_json(os.path.join(layout, "index.json")))
    for entry in entries(layout):
        manifest = read_json(blob(layout, entry["digest"]))
        Schema(SCHEMAS[entry["mediaType"]]).check(manifest)
        Schema(SCHEMAS[manifest["config"]["mediaType"]]).check(read_json(blob(layout, manifest["config"]["digest"])))
    for tag in tags(layout):
        skopeo("inspect", "oci:%s:%s" % (layout, tag))
        verify(layout, tag)


def verify(layout, tag):
    """Digests, sizes and links. What libraries the image lacks is none of it."""
    run(PKG_PYVENV, "verify", "%s:%s" % (layout, tag))


def snapshot(root):
    """What is in a directory: type, mode, and content or target of everything."""
    found = {}
    for directory, names, files in os.walk(root):
        for name in names + files:
            path = os.path.join(directory, name)
            status = os.lstat(path)
            if stat.S_ISLNK(status.st_mode):
                found[os.path.relpath(path, root)] = os.readlink(path)
            elif stat.S_ISDIR(status.st_mode):
                found[os.path.relpath(path, root)] = stat.S_IMODE(status.st_mode)
            else:
                with open(path, "rb") as file:
                    found[os.path.relpath(path, root)] = (stat.S_IMODE(status.st_mode), file.read())
    return found


def libraries_of(program):
    """The files that the dynamic linker loads for a program, itself included."""
    return re.findall(r"(/\S+) \(0x", run("ldd", program))


def make_base(layout):
    """An image of this machine's libraries, as umoci makes it."""
    run("umoci", "init", "--layout", layout)
    run("umoci", "new", "--image", layout + ":base")
    bundle = layout + ".bundle"
    root = unpack(layout, "base", bundle)
    python = os.path.realpath(sys.executable)
    modules = os.path.join(os.path.dirname(os.path.dirname(python)), "lib/python%d.%d/lib-dynload" % sys.version_info[:2])
    extensions = [os.path.join(modules, name) for name in os.listdir(modules)]
    for file in sorted({library for program in [python, *extensions] for library in libraries_of(program)}):
        os.makedirs(root + os.path.dirname(file), exist_ok=True)
        shutil.copy(file, root + file)
    for directory in ["/etc", "/proc", "/dev"]:
        os.makedirs(root + directory)
    with open(root + "/etc/passwd", "w", encoding="utf-8") as file:
        file.write("app:x:1234:1234::/:/bin/false\n")
    run("umoci", "repack", "--image", layout + ":base", bundle)
    run("umoci", "config", "--image", layout + ":base", "--config.env", "FROM_BASE=1", "--config.user", "1234:1234",
        "--config.label", "from=base", "--config.cmd", "none")
    shutil.rmtree(bundle)


def start(root, config, *arguments):
    """Runs an image's program, with nothing but what the image has."""
    box = ["bwrap", "--ro-bind", root, "/", "--proc", "/proc", "--dev", "/dev", "--unshare-all", "--clearenv"]
    box += ["--uid", config["User"].split(":")[0], "--gid", config["User"].split(":")[1], "--chdir", config["WorkingDir"]]
    for variable in config["Env"]:
        box += ["--setenv", *variable.split("=", 1)]
    return run(*box, *config["Entrypoint"], *(arguments or config.get("Cmd", [])))


class ImagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.environment = make_environment(os.path.join(WORK, "env"))
        cls.application = os.path.join(WORK, "application")
        os.makedirs(cls.application)
        with open(os.path.join(cls.application, "app.py"), "w", encoding="utf-8") as file:
            file.write(APPLICATION)
        cls.base = os.path.join(WORK, "base")
        make_base(cls.base)

    def make(self, layout, *flags):
        return image(self.environment, layout, "--prefix", PREFIX, *flags)

    def place(self, name):
        return os.path.join(WORK, self.id().rsplit(".", 1)[1] + "-" + name)

    def test_pushed_and_pulled_with_the_same_digest(self):
        layout, back = self.place("layout"), self.place("back")
        with registry(self.place("registry")) as address:
            for compression in ["none", "gzip", "zstd"]:
                digest = self.make(layout, "--compression", compression, "--tag", compression)
                there = "docker://%s/app:%s" % (address, compression)
                # Without the flag skopeo compresses what is not, and takes blobs that the registry has with another compression.
                skopeo("copy", "--preserve-digests", "--dest-tls-verify=false", "oci:%s:%s" % (layout, compression), there)
                self.assertEqual(digest, json.loads(skopeo("inspect", "--tls-verify=false", there))["Digest"])
                skopeo("copy", "--preserve-digests", "--src-tls-verify=false", there, "oci:%s:%s" % (back, compression))
        self.assertEqual(tags(layout), tags(back))
        check_layout(layout)
        check_layout(back)

    def test_other_kinds_of_images(self):
        layout = self.place("layout")
        self.make(layout, "--tag", "v1", "--label", "a=b")
        for kind in ["docker-archive", "oci-archive", "dir"]:
            copy = "%s:%s" % (kind, self.place(kind)) + (":app:v1" if kind == "docker-archive" else "")
            skopeo("copy", "oci:%s:v1" % layout, copy)
            found = json.loads(skopeo("inspect", copy.removesuffix(":app:v1")))
            self.assertEqual({"a": "b"}, found["Labels"])
            self.assertEqual(len(found["Layers"]), len(read_json(blob(layout, tags(layout)["v1"]))["layers"]))

    def test_unpacked_it_is_the_union(self):
        layers = self.place("layers")
        run(PKG_PYVENV, "layers", self.environment, "--output", layers, "--prefix", PREFIX, "--app", self.application)
        union = self.place("union")
        for layer in read_json(os.path.join(layers, "layers.json"))["layers"]:
            with tarfile.open(os.path.join(layers, layer["tar"])) as tar:
                tar.extractall(union)
        expected = snapshot(union)
        self.assertGreater(len(expected), 500)
        layout = self.place("layout")
        for compression in UNPACKED:
            self.make(layout, "--app", self.application, "--compression", compression, "--tag", compression)
            found = snapshot(unpack(layout, compression, self.place(compression)))
            self.assertEqual(sorted(expected), sorted(found))
            # What is above the layers' own directories is not theirs.
            self.assertEqual([], [path for path in expected if expected[path] != found[path] and path not in ["opt"]])

    def test_runs_on_a_base(self):
        layout = self.place("layout")
        for compression in UNPACKED:
            self.make(layout, "--base", self.base + ":base", "--app", self.application, "--with-interpreter", "--cmd", "default",
                      "--entrypoint", "python3 app.py", "--compression", compression, "--tag", compression)
            root = unpack(layout, compression, self.place(compression))
            config = json.loads(skopeo("inspect", "--config", "oci:%s:%s" % (layout, compression)))["config"]
            self.assertEqual("hello from ['default'] /opt/venv/bin\n", start(root, config))
            self.assertEqual("hello from ['other'] /opt/venv/bin\n", start(root, config, "other"))
            self.assertEqual({"from": "base"}, config["Labels"])
        check_layout(layout)
        below = read_json(blob(self.base, tags(self.base)["base"]))["layers"]
        above = read_json(blob(layout, tags(layout)["gzip"]))["layers"]
        self.assertEqual(below, above[: len(below)])
        self.assertEqual(os.stat(blob(self.base, below[0]["digest"])).st_ino, os.stat(blob(layout, below[0]["digest"])).st_ino)

    @unittest.skipUnless("DEBIAN_BASE" in os.environ, "no DEBIAN_BASE")
    def test_runs_on_debian(self):
        layout = self.place("layout")
        self.make(layout, "--base", os.environ["DEBIAN_BASE"] + ":base", "--app", self.application, "--with-interpreter", "--entrypoint",
                  "python3 app.py")
        verify(layout, "latest")
        root = unpack(layout, "latest", self.place("bundle"))
        config = json.loads(skopeo("inspect", "--config", "oci:%s:latest" % layout))["config"]
        self.assertEqual("hello from ['word'] /opt/venv/bin\n", start(root, config, "word"))
        self.assertTrue(os.path.exists(root + "/usr/bin/dpkg"))

    def test_base_that_is_an_index(self):
        base = self.place("base")
        for architecture in ["amd64", "arm64"]:
            self.make(base, "--platform", "linux/" + architecture, "--tag", architecture, "--label", "for=" + architecture)
        inner = []
        for entry in entries(base):
            del entry["annotations"]
            inner.append(entry)
        text = json.dumps({"schemaVersion": 2, "mediaType": OCI + "index.v1+json", "manifests": inner}).encode()
        digest = "sha256:" + run("sha256sum", input=text.decode()).split()[0]
        with open(blob(base, digest), "wb") as file:
            file.write(text)
        outer = {"mediaType": OCI + "index.v1+json", "digest": digest, "size": len(text)}
        outer["annotations"] = {"org.opencontainers.image.ref.name": "both"}
        with open(os.path.join(base, "index.json"), "w", encoding="utf-8") as file:
            json.dump({"schemaVersion": 2, "manifests": [outer]}, file)
        layout = self.place("layout")
        for architecture in ["amd64", "arm64"]:
            self.make(layout, "--base", base + ":both", "--platform", "linux/" + architecture, "--tag", architecture)
            found = json.loads(skopeo("--override-arch", architecture, "inspect", "oci:%s:%s" % (layout, architecture)))
            self.assertEqual((architecture, {"for": architecture}), (found["Architecture"], found["Labels"]))
        check_layout(layout)

    def test_a_layout_of_others_grows(self):
        layout = self.place("layout")
        shutil.copytree(self.base, layout)
        before = entries(layout)
        digest = self.make(layout, "--base", layout + ":base", "--tag", "app")
        self.assertEqual(before, entries(layout)[:-1])
        self.assertEqual(["app", "base"], sorted(run("umoci", "ls", "--layout", layout).split()))
        skopeo("copy", "oci:%s:base" % self.base, "oci:%s:more" % layout)
        self.make(layout, "--tag", "app", "--label", "a=b")
        # The first image under the tag goes, with what nobody else has.
        run("umoci", "gc", "--layout", layout)
        self.assertFalse(os.path.exists(blob(layout, digest)))
        self.assertEqual({"app", "base", "more"}, set(tags(layout)))
        for tag in tags(layout):
            skopeo("inspect", "oci:%s:%s" % (layout, tag))

    def test_equal_wherever_it_was_made(self):
        other = make_environment(os.path.join(WORK, "elsewhere", "environment"))
        one, two = self.place("one"), self.place("two")
        flags = ["--prefix", PREFIX, "--with-interpreter", "--base", self.base]
        digest = image(self.environment, one, *flags, "--jobs", "1")
        self.assertEqual(digest, image(other, two, *flags, "--jobs", "4", "--tag", "other"))
        self.assertEqual(digest, image(other, one, *flags))
        self.assertEqual(sorted(os.listdir(one + "/blobs/sha256")), sorted(os.listdir(two + "/blobs/sha256")))

    def command(self, layout, tag, *flags):
        return [PKG_PYVENV, "image", self.environment, "--output", layout, "--prefix", PREFIX, "--tag", tag, "--label", "tag=" + tag,
                "--base", self.base, *flags]

    def test_killed_at_any_moment(self):
        began = time.monotonic()
        run(*self.command(self.place("measure"), "whole"))
        whole = time.monotonic() - began
        chance = random.Random(1)
        killed = 0
        for number in range(24):
            # Every third one has no layout before.
            layout = self.place("new%d" % number if number % 3 == 0 else "layout")
            before = tags(layout) if os.path.exists(layout + "/oci-layout") else {}
            with subprocess.Popen(self.command(layout, "v%d" % number), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                time.sleep(chance.random() * whole)
                process.kill()
            killed += process.returncode != 0
            if os.path.exists(layout + "/oci-layout"):
                self.assertLessEqual(before.items(), tags(layout).items())
                check_layout(layout)
            else:
                self.assertEqual({}, before)
                run(*self.command(layout, "again"))
                check_layout(layout)
                self.assert_clean(layout)
        self.assertGreater(killed, 8)
        layout = self.place("layout")
        run(*self.command(layout, "last"))
        check_layout(layout)
        self.assert_clean(layout)

    def test_several_at_once(self):
        layout = self.place("layout")
        names = ["v%d" % number for number in range(4)]
        runs = [subprocess.Popen(self.command(layout, name), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for name in names]
        for process in runs:
            _, faults = process.communicate()
            self.assertEqual(0, process.returncode, faults)
        self.assertEqual(names, sorted(tags(layout)))
        check_layout(layout)
        self.assert_clean(layout)

    def assert_clean(self, layout):
        self.assertEqual(["blobs", "index.json", "oci-layout"], sorted(os.listdir(layout)))
        for name in os.listdir(layout + "/blobs/sha256"):
            self.assertRegex(name, "^[0-9a-f]{64}$")


if __name__ == "__main__":
    unittest.main()
