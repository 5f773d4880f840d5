"""Uses a wheel of its own, one that the worker has too, and a file that it finds by the runfiles library."""

import cowsay
import google_crc32c
from python.runfiles import runfiles

with open(runfiles.Create().Rlocation("rules_pkg_pyvenv/tests/py_binaries/greeting.txt", source_repo="")) as file:
    print(cowsay.get_output_string("cow", file.read().strip()))
assert google_crc32c.value(b"123456789") == 0xE3069283
