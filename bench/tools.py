"""The command lines: ours, and those of the public tools for the same work."""

import dataclasses
import pathlib
import sys

PYTHON_TAR = pathlib.Path(__file__).with_name("python_tar.py")
OURS = "layer_packer"


@dataclasses.dataclass(frozen=True)
class Step:
    """One pipeline. Where `captured`, the output of its last program is the job's file; else its programs write that themselves."""

    name: str
    stages: list
    captured: bool = False


@dataclasses.dataclass(frozen=True)
class Job:
    """Steps that follow one another; each one's figures include those before it. `{output}` in a word is the job's file."""

    steps: list
    directory: pathlib.Path
    members: int | None = None  # files and links that must be in the tar; None where there is no one tar


def packing(given, steps):
    return Job(steps, given.directory, given.files + given.links)


def with_digest(step):
    """The step, then what its user does for the digest."""
    return [step, Step(f"{step.name}, openssl sha256", [["openssl", "dgst", "-sha256", "{output}"]])]


def layer_packer_words(packer, given, output, *flags):
    """Ours: tar, listing, descriptor with digest and diffID."""
    words = [packer, "--manifest", given.manifest, "--output", output]
    return words + ["--listing", f"{output}.mtree", "--descriptor", f"{output}.json", *flags]


def layer_packer(packer, given, *flags, name=OURS):
    return packing(given, [Step(name, [layer_packer_words(packer, given, "{output}", *flags)])])


# Equal trees make equal tars, as an image needs it.
DETERMINISTIC = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0"]


def gnu_tar_words(given, output):
    return ["tar", "--create", f"--file={output}", *DETERMINISTIC, "app.runfiles"]


def gnu_tar(given):
    return packing(given, with_digest(Step("GNU tar", [gnu_tar_words(given, "{output}")])))


def gnu_tar_into(given, *compressor):
    """GNU tar into a compressor."""
    step = Step(f"tar | {' '.join(compressor)}", [gnu_tar_words(given, "-"), [*compressor]], captured=True)
    return packing(given, [step])


def bsdtar_words(given, *flags):
    return ["bsdtar", "-c", "-f", "{output}", *flags, f"@{given.mtree}"]


def bsdtar(given):
    return packing(given, with_digest(Step("bsdtar, mtree", [bsdtar_words(given)])))


def bsdtar_compressed(given, kind, level):
    words = bsdtar_words(given, f"--{kind}", "--options", f"{kind}:compression-level={level}")
    return packing(given, [Step(f"bsdtar, mtree, {kind} {level}", [words])])


def python_tar(given):
    return packing(given, with_digest(Step("Python tarfile", [python_words(given)])))


def python_tar_gzip(given):
    return packing(given, [Step("Python tarfile, gzip 6", [python_words(given, "gzip")])])


def python_words(given, *words):
    return [sys.executable, PYTHON_TAR, given.manifest, "{output}", *words]


def read_all(given, threads):
    """The machine's limit: every file read, no byte kept."""
    a_time = max(1, min(500, given.files // (4 * threads)))
    words = ["xargs", "--null", f"--arg-file={given.sources}", f"--max-args={a_time}", f"--max-procs={threads}", "cat"]
    return Job([Step(f"limit: read all, {threads} at once", [words])], given.directory)


def read_and_write_all(given):
    words = ["xargs", "--null", f"--arg-file={given.sources}", "cat"]
    return Job([Step("limit: read all and write", [words], captured=True)], given.directory)
