"""Tells, as JSON, what a program sees of where it runs.

usage: seen.py [ARGUMENT...]     the rest of stdin is told as well
       seen.py exit STATUS
       seen.py serve             says "ready" and its process id, and ends by SIGTERM with status 7
       seen.py find RUNFILE      where a program that it starts finds this runfile
"""

import importlib.util
import json
import os
import signal
import subprocess
import sys

FLAGS = ["dont_write_bytecode", "ignore_environment", "isolated", "no_site", "no_user_site", "optimize", "safe_path"]


def serve():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    print("ready", os.getpid(), flush=True)
    signal.sigwait([signal.SIGTERM])
    print("stopped", flush=True)
    sys.exit(7)


def find(runfile):
    """Another Python finds it by the environment alone."""
    program = "from python.runfiles import runfiles; print(runfiles.Create().Rlocation(%r, source_repo=''))" % runfile
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)


def place_of(module):
    spec = importlib.util.find_spec(module)
    return spec and spec.origin


def seen():
    return {
        "argv": sys.argv,
        "command": sys.orig_argv,
        "cowsay": place_of("cowsay"),
        "directory": os.getcwd(),
        "encodings": [sys.getfilesystemencoding(), sys.stdout.encoding],
        "environment": dict(os.environ),
        "executable": sys.executable,
        "flags": {name: getattr(sys.flags, name) for name in FLAGS},
        "ids": [os.getuid(), os.getgid()],
        "path": sys.path,
        "pid": os.getpid(),
        "prefix": sys.prefix,
        "stdin": sys.stdin.read(),
        "writable": os.access("/", os.W_OK),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["exit"]:
        sys.exit(int(sys.argv[2]))
    elif sys.argv[1:2] == ["serve"]:
        serve()
    elif sys.argv[1:2] == ["find"]:
        find(sys.argv[2])
    else:
        json.dump(seen(), sys.stdout)
