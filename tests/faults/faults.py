"""layer_packer on a bad machine: whatever fails at whichever call, the output is complete or there is none, and one line says why.

  python3 tests/faults/faults.py --packer LAYER_PACKER [--all]
"""

import argparse
import concurrent.futures
import errno
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OUTPUTS = ("layer", "listing", "descriptor", "facts")

# What each call fails with. A fault in `close` of a file that was only read means nothing.
CALLS = {
    "open": (errno.EMFILE, errno.EACCES, errno.EIO),
    "read": (errno.EIO, errno.EISDIR),
    "pread": (errno.EIO,),
    "write": (errno.ENOSPC, errno.EIO, errno.EDQUOT),
    "fstat": (errno.EIO,),
    "stat": (errno.EIO, errno.ENOMEM),
    "lstat": (errno.EIO,),
    "close": (errno.EIO, errno.ENOSPC),
    "rename": (errno.ENOSPC, errno.EROFS),
    "readlinkat": (errno.EIO,),
    "opendir": (errno.ENFILE,),
    "readdir": (errno.EIO,),
}


class Bench:
    """A directory with a manifest of every kind of entry, and the packer to run on it."""

    def __init__(self, directory, packer, library):
        self.directory = directory
        self.packer = packer
        self.library = library
        self.large = self.write("large", random.Random(1).randbytes(3 << 20))
        lines = [{"path": "r", "type": "directory"}, {"path": "r/large", "type": "file", "source": self.large},
                 {"path": "r/link", "type": "link", "target": "large"}, {"path": "r/empty", "type": "empty"}]
        for number in range(12):
            source = self.write(f"small{number}", b"#!/bin/sh\n" * (number * 40))
            lines.append({"path": f"r/small{number}", "type": "file", "source": source})
        lines.append({"path": "r/elf", "type": "file", "source": os.path.realpath(packer)})
        os.makedirs(self.path("tree/below"))
        self.write("tree/file", b"x" * 5000)
        self.write("tree/below/same", b"x" * 5000)
        os.symlink("../file", self.path("tree/below/link"))
        os.symlink("nowhere", self.path("raw"))
        lines += [{"path": "r/tree", "type": "tree", "source": self.path("tree")}, {"path": "r/raw", "type": "raw_link", "source": self.path("raw")}]
        self.write("manifest", "".join(json.dumps(line) + "\n" for line in lines).encode())
        self.reference = {}

    def path(self, name):
        return os.path.join(self.directory, name)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content)
        return self.path(name)

    def command(self, flags, manifest="manifest"):
        words = [self.packer, "--manifest", self.path(manifest)]
        for name in OUTPUTS:
            words += ["--" + ("output" if name == "layer" else name), self.path("out/" + name)]
        return [*words, *flags]

    def run(self, flags, faults=None, manifest="manifest", **more):
        """Returns status, standard error, and {name: content} of what is left in the directory of the outputs."""
        shutil.rmtree(self.path("out"), ignore_errors=True)
        os.mkdir(self.path("out"))
        for name in OUTPUTS:  # what an earlier run left must not be taken for the result of this one
            self.write("out/" + name, b"old")
        environment = dict(os.environ)
        if faults is not None:
            environment.update({"LD_PRELOAD": self.library, **{name: str(value) for name, value in faults.items()}})
        result = subprocess.run(self.command(flags, manifest), capture_output=True, env=environment, check=False, **more)
        left = {}
        for name in os.listdir(self.path("out")):
            with open(self.path("out/" + name), "rb") as file:
                left[name] = file.read()
        return result.returncode, result.stderr.decode(errors="replace"), left

    def number_of_calls(self, call, flags):
        count = self.path("count")
        self.run(flags, {"FAULT_CALL": call, "FAULT_NUMBER": 0, "FAULT_COUNT": count})
        with open(count, encoding="ascii") as file:
            return int(file.read())


def expect(condition, what, *details):
    if not condition:
        raise AssertionError(f"{what}: " + " ".join(str(detail) for detail in details))


def expect_all_or_nothing(what, outcome, reference):
    """The outputs, complete, or none and one line of error. Returns whether it failed."""
    status, error, left = outcome
    if status == 0:
        expect(left == reference, what, "exit status 0, and other outputs:", {name: len(content) for name, content in left.items()}, error)
        return False
    expect(status == 1, what, "exit status", status, error)
    expect(error.startswith("layer_packer: error: ") and error.count("\n") == 1 and error.endswith("\n"), what, "no one line:", error)
    expect("std::" not in error, what, "words of the language, not of the user:", error)
    expect(not left, what, "left behind:", sorted(left))
    return True


def sample(count, most):
    """Numbers from 1 to `count`: all of them, or `most`, the first and the last ones among them."""
    if count <= most:
        return range(1, count + 1)
    edge = most // 4
    return sorted({*range(1, edge + 1), *range(count - edge + 1, count + 1), *random.Random(count).sample(range(1, count + 1), most // 2)})


def failing_calls(bench, most):
    """Each call of each kind fails in its turn."""
    survived = 0
    for flags in (["--jobs", "1"], ["--jobs", "4", "--compression", "gzip"]):
        reference = bench.run(flags)[2]
        for call, errors in CALLS.items():
            count = bench.number_of_calls(call, flags)
            failed = 0
            for number in sample(count, most):
                for error in errors if number % 4 == 1 else errors[:1]:
                    what = f"{call} number {number} of {count} with {errno.errorcode[error]}, {' '.join(flags)}"
                    faults = {"FAULT_CALL": call, "FAULT_NUMBER": number, "FAULT_ERRNO": error}
                    failed += expect_all_or_nothing(what, bench.run(flags, faults), reference)
                    survived += 1
            # lstat only looks whether there is an old output, which a new one replaces anyway.
            expect(count, f"nobody calls {call}")
            expect(failed or call == "lstat", f"no fault of {call} was noticed")
    return survived


def reads_and_writes_in_pieces(bench, _):
    """Short reads, short writes and EINTR, again and again, change nothing."""
    survived = 0
    for jobs in ("1", "3"):
        for compression in ("none", "gzip", "zstd"):
            flags = ["--jobs", jobs, "--compression", compression]
            reference = bench.run(flags)[2]
            status, error, left = bench.run(flags, {"FAULT_PIECES": 1})
            expect(status == 0 and left == reference, "in pieces", flags, status, error)
            survived += 1
    return survived


def sources_that_change(bench, most):
    """A file shrinks, grows, vanishes or becomes something else at any moment: an error, or a layer with what was there before or after."""
    survived = 0
    original = random.Random(1).randbytes(3 << 20)
    changes = {
        "shrinks": f"truncate -s 1000000 {bench.large}",
        "grows": f"printf x >> {bench.large}",
        "vanishes": f"rm {bench.large}",
        "becomes a directory": f"rm {bench.large}; mkdir {bench.large}",
        "becomes a pipe": f"rm {bench.large}; mkfifo {bench.large}",
        "becomes a loop": f"ln -sf large {bench.large}",
        "is another one": f"cp {bench.large} {bench.large}.new; printf y >> {bench.large}.new; mv {bench.large}.new {bench.large}",
    }
    for name, command in changes.items():
        for call in ("stat", "open", "fstat", "read"):
            for number in sample(bench.number_of_calls(call, ["--jobs", "1"]), most // 4):
                outcome = bench.run(["--jobs", "1"], {"FAULT_CALL": call, "FAULT_NUMBER": number, "FAULT_COMMAND": command}, timeout=60)
                expect_all_or_nothing(f"a source {name} at {call} {number}", outcome, outcome[2])
                if outcome[0] == 0:
                    expect_sound(f"a source {name} at {call} {number}", bench, original)
                survived += 1
                if os.path.isdir(bench.large):
                    shutil.rmtree(bench.large)
                elif os.path.lexists(bench.large):
                    os.remove(bench.large)
                bench.write("large", original)
    return survived


def expect_sound(what, bench, original):
    with open(bench.path("out/layer"), "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with open(bench.path("out/descriptor"), encoding="ascii") as file:
        expect(json.load(file)["digest"] == "sha256:" + digest, what, "the descriptor has another digest")
    with tarfile.open(bench.path("out/layer")) as archive:
        names = archive.getnames()
        if "r/large" not in names or not archive.getmember("r/large").isfile():
            return  # it was a directory before anyone looked
        found = archive.extractfile("r/large").read()
    with open(bench.path("out/listing"), encoding="ascii") as file:
        line = next(line for line in file if line.startswith("./r/large "))
    expect(f" size={len(found)} " in line and f" sha256digest={hashlib.sha256(found).hexdigest()}" in line, what, "the listing tells of another file")
    after = (original[:1000000], original + b"x", original + b"y")
    expect(found == original or found in after, what, "the layer has a content that was never there")


def signals(bench, most):
    """SIGTERM and SIGINT leave nothing; SIGKILL, which nobody can catch, no half of a layer under its name, and the next run is as ever."""
    survived = 0
    flags = ["--jobs", "3"]
    reference = bench.run(flags)[2]
    for call in ("open", "read", "write", "close", "rename"):
        for number in sample(bench.number_of_calls(call, flags), most // 2):
            for which in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
                what = f"{which.name} at {call} {number}"
                status, error, left = bench.run(flags, {"FAULT_CALL": call, "FAULT_NUMBER": number, "FAULT_SIGNAL": int(which)})
                survived += 1
                if status == 0:  # all threads were done with this kind of call
                    expect(left == reference, what, "other outputs")
                    continue
                expect(status == -which, what, status, error)
                if which != signal.SIGKILL:
                    is_untouched = set(left.values()) == {b"old"}
                    expect(not left or left == reference or is_untouched, what, "left behind:", sorted(left))
                for name in OUTPUTS:
                    expect(name not in left or left[name] in (reference[name], b"old"), what, name, "is not whole")
    outcome = subprocess.run(bench.command(flags), capture_output=True, check=False)
    expect(outcome.returncode == 0, "the run after", outcome.stderr)
    return survived


def little_memory(bench, most):
    """A limit of the address space, from too little to start to enough."""
    survived, sound = 0, 0
    for jobs in ("1", "16"):
        flags = ["--jobs", jobs, "--compression", "zstd"]
        reference = bench.run(flags)[2]
        # Most of what memory can lack for is between 10 and 40 MiB.
        for limit in [*range(10 << 20, 40 << 20, (8 << 20) // most), 100 << 20, 1 << 30]:
            outcome = bench.run(flags, preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
            if outcome[0] == 127:
                continue  # not even the dynamic linker found room
            sound += not expect_all_or_nothing(f"{limit} bytes of memory, {jobs} jobs", outcome, reference)
            survived += 1
    expect(sound > 0, "no limit was enough")
    return survived


def small_disks(bench, most):
    """Real file systems that fill up, or take nothing; where mounting is allowed."""
    mount = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    if subprocess.run([*mount, "true"], capture_output=True, check=False).returncode != 0:
        print("no right to mount: no small disks")
        return 0
    survived = 0
    bench.run(["--jobs", "2"])
    with open(bench.path("manifest"), "rb") as file:
        expect(file.read(), "a manifest")
    for options in ["ro", *(f"size={64 * number}k" for number in range(1, most))]:
        script = 'mount -t tmpfs -o "$0" none "$1"; shift; "$@"; status=$?; ls -A "$OUT" | wc -l; exit $status'
        result = subprocess.run([*mount, "sh", "-c", script, options, bench.path("out"), *bench.command(["--jobs", "2"])], capture_output=True,
                                env={**os.environ, "OUT": bench.path("out")}, check=False)
        left, error = int(result.stdout), result.stderr.decode()
        if result.returncode == 0:
            expect(left == len(OUTPUTS), options, left, "outputs")
        else:
            expect(result.returncode == 1 and left == 0 and error.count("\n") == 1, options, result.returncode, left, error)
        survived += 1
    return survived


def deep_tree(bench, _):
    """A tree that is deeper than any path may be long."""
    deep = bench.path("deep")
    os.mkdir(deep)
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(deep)
        for _ in range(30):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        with open("file", "wb"):
            pass
    finally:
        os.fchdir(here)
        os.close(here)
    bench.write("deep.jsonl", json.dumps({"path": "r", "type": "tree", "source": deep}).encode() + b"\n")
    outcome = bench.run([], manifest="deep.jsonl")
    subprocess.run(["rm", "-r", deep], check=True)
    expect(expect_all_or_nothing("a deep tree", outcome, {}), "a deep tree was packed", outcome)
    expect("File name too long" in outcome[1], "a deep tree", outcome[1])
    return 1


def million_entries(bench, _):
    """A million files, and as many paths again."""
    bench.write("million.jsonl", b"".join(b'{"path": "r/%d/%d", "type": "empty"}\n' % (number % 1000, number) for number in range(1000000)))
    status, error, left = bench.run([], manifest="million.jsonl")
    expect(status == 0 and left["listing"].count(b"\n") == 1000001, "a million entries", status, error)
    return 1


def sparse_file(bench, _):
    """20 GB of zeros, which are nowhere."""
    with open(bench.path("sparse"), "wb") as file:
        file.truncate(20 * 10**9)
    bench.write("sparse.jsonl", json.dumps({"path": "r", "type": "file", "source": bench.path("sparse")}).encode() + b"\n")
    status, error, left = bench.run(["--compression", "zstd", "--compression-level", "1"], manifest="sparse.jsonl")
    expect(status == 0 and b"size=20000000000" in left["listing"], "20 GB", status, error)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    expect(usage < 1 << 20, "20 GB took", usage, "KiB of memory")
    return 1


FAMILIES = (failing_calls, reads_and_writes_in_pieces, sources_that_change, signals, little_memory, small_disks, deep_tree)
LONG_FAMILIES = (million_entries, sparse_file)


def survived_of(family, directory, arguments, library):
    """Runs a family in a directory of its own; returns how many faults it tried."""
    place = os.path.join(directory, family.__name__)
    os.mkdir(place)
    most = 1000 if arguments.all and family is failing_calls else 16
    survived = family(Bench(place, os.path.realpath(arguments.packer), library), most)
    shutil.rmtree(place)
    return survived


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packer", required=True)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults.") as directory:
        library = os.path.join(directory, "faulty_calls.so")
        subprocess.run(["cc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, os.path.join(HERE, "faulty_calls.c"), "-ldl"], check=True)
        families = FAMILIES + (LONG_FAMILIES if arguments.all else ())
        with concurrent.futures.ProcessPoolExecutor(2) as workers:
            futures = [workers.submit(survived_of, family, directory, arguments, library) for family in families]
            total = [(family.__name__.replace("_", " "), future.result()) for family, future in zip(families, futures)]
    print(f"{sum(count for _, count in total)} faults survived: " + ", ".join(f"{name} {count}" for name, count in total))
    return 0


if __name__ == "__main__":
    sys.exit(main())
