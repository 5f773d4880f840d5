"""The programs that the tests of images run, and what they need to run."""

import contextlib
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

PKG_PYVENV = os.environ["PKG_PYVENV"]

# Where umoci is not root, it keeps the owners beside the files.
ROOTLESS = [] if os.geteuid() == 0 else ["--rootless"]


def run(*command, **options):
    """The standard output of a program, which must succeed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError("%s: status %d\n%s%s" % (" ".join(command), done.returncode, done.stdout, done.stderr))
    return done.stdout


def skopeo(*words):
    return run("skopeo", "--insecure-policy", *words)


def image(source, layout, *flags):
    """The digest of the image that pkg_pyvenv makes."""
    return json.loads(run(PKG_PYVENV, "image", source, "--output", layout, "--json", *flags))["digest"]


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def blob(layout, digest):
    return os.path.join(layout, "blobs", *digest.split(":"))


def entries(layout):
    return read_json(os.path.join(layout, "index.json"))["manifests"]


def tags(layout):
    """The digests of a layout's images, by their tags."""
    return {entry["annotations"]["org.opencontainers.image.ref.name"]: entry["digest"] for entry in entries(layout)}


def unpack(layout, tag, bundle):
    """The directory with the root file system."""
    run("umoci", "unpack", *ROOTLESS, "--image", layout + ":" + tag, bundle)
    return os.path.join(bundle, "rootfs")


def is_served(address):
    try:
        with urllib.request.urlopen("http://%s/v2/" % address):
            return True
    except urllib.error.URLError:
        return False


@contextlib.contextmanager
def registry(directory):
    """The address of a registry on this machine that keeps its things in a directory."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = "127.0.0.1:%d" % probe.getsockname()[1]
    os.makedirs(directory)
    config = os.path.join(directory, "config.yml")
    with open(config, "w", encoding="utf-8") as file:
        json.dump({"version": 0.1, "storage": {"filesystem": {"rootdirectory": directory}}, "http": {"addr": address}}, file)
    with open(os.path.join(directory, "log"), "w", encoding="utf-8") as log:
        with subprocess.Popen(["docker-registry", "serve", config], stdout=log, stderr=log) as server:
            try:
                while not is_served(address):
                    if server.poll() is not None:
                        raise AssertionError("docker-registry ended: " + open(log.name, encoding="utf-8").read())
                    time.sleep(0.1)
                yield address
            finally:
                server.terminate()
