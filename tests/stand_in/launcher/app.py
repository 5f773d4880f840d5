"""Says what it sees, as JSON; `tool` has the program beside it say that, `find PATH` looks for a runfile."""
import json
import os
import subprocess
import sys

import fake
import plain
from python.runfiles import runfiles

if sys.argv[1:2] == ["tool"]:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(subprocess.run([os.path.join(here, "tool"), *sys.argv[2:]]).returncode)

if sys.argv[1:2] == ["find"]:
    json.dump(runfiles.Create().Rlocation(sys.argv[2]), sys.stdout)
    sys.exit()

json.dump(
    {
        "argv": sys.argv,
        "base_executable": sys._base_executable,
        "base_prefix": sys.base_prefix,
        "environment": dict(os.environ),
        "executable": sys.executable,
        "fake": fake.__file__,
        "flags": {"dont_write_bytecode": sys.flags.dont_write_bytecode, "safe_path": sys.flags.safe_path},
        "path": sys.path,
        "pid": os.getpid(),
        "plain": plain.__file__,
        "prefix": sys.prefix,
        "version": sys.version_info[:2],
    },
    sys.stdout,
)
