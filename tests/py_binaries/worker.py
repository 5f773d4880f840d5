"""Uses a wheel of its own, one that the server has too, and a file of a repository that only this program knows."""

import google_crc32c
import idna
from python.runfiles import runfiles

with open(runfiles.Create().Rlocation("runfiles_elsewhere/program", source_repo="")) as file:
    assert file.read()
assert google_crc32c.value(b"123456789") == 0xE3069283
print(idna.encode("bücher"))
