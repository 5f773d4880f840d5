"""The two trees of one kind of file each: many small ones, few huge ones."""

import os

from bench.stream import members_of
from bench.wheels import is_python, is_shared_object

SMALL_FILES = 100_000
HUGE_FILES = 10
HUGE_SIZE = 300 << 20


def small_sizes(count):
    """Sizes from 1 to 8 KiB, without order: a linear congruential generator (Knuth's MMIX constants), the same in every run."""
    state = 12345
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        yield 1024 + (state >> 33) % (7 << 10)


def small_path(i):
    repository = f"rules_python++pip+pypi_311_small{i // 1000:03}"
    return f"{repository}/site-packages/small{i // 1000:03}/sub_{i // 50 % 20:02}/module_{i:05}.py"


def make_small(runfiles, wheels, scale):
    """Files cut from the Python text of the wheels."""
    text = members_of(wheels, is_python)
    for i, size in enumerate(small_sizes(round(SMALL_FILES * scale))):
        write_file(f"{runfiles}/{small_path(i)}", [text.read(size)])


def make_huge(runfiles, wheels, scale):
    """Files cut from the shared objects of the wheels."""
    code = members_of(wheels, is_shared_object)
    libraries = f"{runfiles}/rules_python++pip+pypi_311_nvidia_huge/site-packages/nvidia/huge/lib"
    for i in range(HUGE_FILES):
        write_file(f"{libraries}/libhuge_{i}.so.12", code.pieces(round(HUGE_SIZE * scale)))


def write_file(path, pieces, executable=False):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.writelines(pieces)
    if executable:
        os.chmod(path, 0o755)
