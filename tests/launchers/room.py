"""Layers, extracted into the root directory of a room: bubblewrap with a read-only root, another user, no network, no environment."""

import json
import os
import re
import subprocess
import tarfile

USER, GROUP = 1234, 4321

# What is there to start the launchers of rules_python: a shell, coreutils, a Python.
HOST_LINKS = {"bin": "usr/bin", "lib": "usr/lib", "lib64": "usr/lib64"}


def extract(layers, root):
    os.makedirs(root)
    for layer in layers:
        with tarfile.open(layer) as tar:
            for member in tar:
                # Where owners cannot be changed, tarfile would leave modes alone as well.
                member.uid, member.gid = os.getuid(), os.getgid()
            if hasattr(tarfile, "fully_trusted_filter"):
                tar.extractall(root, filter="fully_trusted")
            else:
                tar.extractall(root)
    # Where bubblewrap mounts; it cannot make them in a read-only root.
    for name in ("dev", "proc"):
        os.makedirs(os.path.join(root, name), exist_ok=True)


def needed_libraries(program):
    """The files of this machine that a dynamically linked program is loaded with, its loader among them."""
    out = subprocess.run(["ldd", program], stdout=subprocess.PIPE, text=True, check=True).stdout
    return re.findall(r"(/\S+) \(0x", out)


def add_libraries(root, program):
    """Puts the libraries that `program` needs below a root that has nothing else of this machine."""
    for library in needed_libraries(program):
        copy = root + library
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        with open(library, "rb") as source, open(copy, "wb") as destination:
            destination.write(source.read())
        os.chmod(copy, 0o755)


def link(root, path, text):
    os.makedirs(os.path.dirname(root + path), exist_ok=True)
    os.symlink(text, root + path)


class Room:
    """A root directory to run programs in.

    with_host: this machine's /usr is there, which has a shell and a Python; else nothing that the root does not hold itself.
    with_proc: /proc is mounted.
    """

    def __init__(self, root, with_host=False, with_proc=True):
        self.arguments = ["bwrap", "--unshare-all", "--die-with-parent", "--as-pid-1", "--ro-bind", root, "/"]
        self.arguments += ["--uid", str(USER), "--gid", str(GROUP), "--clearenv", "--dev", "/dev"]
        if with_host:
            for name, text in HOST_LINKS.items():
                if not os.path.lexists(os.path.join(root, name)):
                    os.symlink(text, os.path.join(root, name))
            os.makedirs(os.path.join(root, "usr"), exist_ok=True)
            self.arguments += ["--ro-bind", "/usr", "/usr"]
        if with_proc:
            self.arguments += ["--proc", "/proc"]

    def command(self, command, environment, directory):
        variables = [word for name, value in environment.items() for word in ("--setenv", name, value)]
        return [*self.arguments, *variables, "--chdir", directory, *command]

    def run(self, command, environment={}, directory="/dev", stdin=""):
        # bwrap itself sets PWD.
        return subprocess.run(
            self.command(command, environment, directory),
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start(self, command, environment={}, directory="/dev"):
        """A running command, whose stdout can be read, and its process id out here."""
        reading, writing = os.pipe()
        arguments = ["bwrap", "--info-fd", str(writing), *self.command(command, environment, directory)[1:]]
        process = subprocess.Popen(arguments, pass_fds=[writing], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        os.close(writing)
        with os.fdopen(reading) as info:
            return process, json.load(info)["child-pid"]


def can_be_used():
    try:
        return subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"], stderr=subprocess.DEVNULL).returncode == 0
    except FileNotFoundError:
        return False
