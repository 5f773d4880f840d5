"""What pkg_pyvenv does with files of an attacker: it ends, says so in words that a terminal can take, stays small, and writes nothing
elsewhere.

  python3 tests/hostile/hostile.py --pkg-pyvenv PKG_PYVENV [--all]
"""

import argparse
import concurrent.futures
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading

import hostile_tars

# A watchdog for what hangs, not a measure.
PATIENCE = int(os.environ.get("PATIENCE", "600"))
# Peak memory in KiB. Sanitizers alone take most of it.
MOST_MEMORY = 1 << 20

# What may end a line, or move nothing: no control characters, no signs that turn the direction of writing.
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

SOUND = hostile_tars.members(("f", hostile_tars.FILE, b"x"), ("canary", hostile_tars.FILE, b"alive"))

# Exit statuses that are documented.
COMMANDS = {"verify": (0, 1), "verify --image": (0, 1), "verify --json": (0, 1), "diff": (0, 1, 2, 3), "listing": (0, 1), "run": (125, 126, 127)}


class Fault(Exception):
    """The command does something it must not do."""


class Room:
    """A directory to work in, and all that must be there afterwards."""

    def __init__(self, program):
        self.program = program
        self.runs = 0
        self.faults = []
        self.directory = tempfile.mkdtemp(prefix="hostile.")
        os.mkdir(self.path("outside"))
        os.mkdir(self.path("scratch"))
        self.write("outside/canary", b"alive")
        self.write("sound.tar", SOUND)
        self.write("image/oci-layout", b"{\"imageLayoutVersion\": \"1.0.0\"}")

    def path(self, name):
        return os.path.join(self.directory, name)

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(content)
        return self.path(name)

    def state(self):
        """All paths, with their sizes and times."""
        found = {}
        for directory, directories, files in os.walk(self.directory):
            for name in directories + files:
                path = os.path.join(directory, name)
                status = os.lstat(path)
                changes = path != self.path("scratch")
                found[path] = (status.st_mode, status.st_size if changes else 0, status.st_mtime_ns if changes else 0)
        return found

    def check(self, words, statuses, name="", may_pass_silently=True):
        """Runs the command; what it does wrong is kept."""
        self.runs += 1
        try:
            out, err = self.run(words, statuses)
            if not may_pass_silently and not err and b"error" not in out:
                raise Fault(f"{' '.join(words)}: takes it for a layer: {out!r}")
        except Fault as fault:
            self.faults.append(f"{name}: {fault}")

    def run(self, words, statuses):
        """What the command prints. Throws Fault."""
        before = self.state()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = subprocess.Popen([self.program, *words], stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=self.directory,
                                     env={**os.environ, "TMPDIR": self.path("scratch"), "LC_ALL": "C.UTF-8"})
            status, usage = self.wait(child, words)
            out.seek(0)
            err.seek(0)
            texts = [out.read(), err.read()]
        what = " ".join(words)
        for text in texts:
            if b"Sanitizer" in text or b"runtime error" in text:
                raise Fault(f"{what}: {text.decode(errors='replace')}")
        if status not in statuses:
            raise Fault(f"{what}: exit status {status}, {texts}")
        if "--json" in words:
            json.loads(texts[0])
        for text in texts:
            try:
                harm = HARMFUL.search(text.decode())
            except UnicodeDecodeError as error:
                raise Fault(f"{what}: prints what is no UTF-8: {error}") from error
            if harm is not None:
                raise Fault(f"{what}: prints {harm.group()!r} in {text[:2000]!r}")
        if usage.ru_maxrss > MOST_MEMORY:
            raise Fault(f"{what}: {usage.ru_maxrss} KiB of memory")
        if self.state() != before:
            raise Fault(f"{what}: the directory is not as it was: {set(self.state().items()) ^ set(before.items())}")
        return texts

    @staticmethod
    def wait(child, words):
        watchdog = threading.Timer(PATIENCE, child.kill)
        watchdog.start()
        _, raw, usage = os.wait4(child.pid, 0)
        watchdog.cancel()
        child.returncode = os.waitstatus_to_exitcode(raw)
        if child.returncode < 0:
            raise Fault(f"{' '.join(words)}: ended by signal {-child.returncode}")
        return child.returncode, usage


def words_of(command, file):
    if command == "diff":
        return ["diff", "sound.tar", file]
    if command == "run":
        return ["run", "sound.tar", file, "--entrypoint", "no/such"]
    return [*command.split(), file]


def tars(room, is_all, share):
    others = [command for command in COMMANDS if command not in ("verify", "run")]
    for number, (name, content) in enumerate(hostile_tars.all_tars(room.path("outside")).items()):
        if number % SHARES != share:
            continue
        room.write("bad.tar", content)
        # Of large ones the archive is the danger, not what becomes of it.
        is_large = len(content) >= 100000
        commands = {"verify", "run"} if is_all or not is_large else {"verify"}
        if not is_large:
            commands.update(others if is_all else [others[number % len(others)]])
        for command, statuses in COMMANDS.items():
            if command in commands:
                room.check(words_of(command, "bad.tar"), statuses, name)


LISTINGS = (
    b"#mtree\n", b"#mtree\n./../escape type=file size=1\n", b"#mtree\n/absolute type=file\n", b"#mtree\n./a type=file size=99999999999999999999\n",
    b"#mtree\n./a type=char\n", b"#mtree\n./a\\033[2J type=file\n", b"#mtree\n./a\x1b[2J type=file\n", b"#mtree\n./a type=link link=\\033]0;x\\007\n",
    b"#mtree\n./a type=dir mode=07777777777777777\n", b"#mtree\n./a type=file sha256digest=zz\n", b"#mtree\n" + b"x" * 1000000, b"\xff\xfe", b"",
    b"#mtree\n# ./a hard link: ./\x1b[2J\n./a type=file size=1\n", b"#mtree\n./a type=file time=x.\x1b[31m\n", b"#mtree\n./a " + b"k=v " * 200000 + b"\n",
    b"#mtree\n./a type=file size=1 sha256digest=\x1b[31m\n", b"#mtree\n./\xe2\x80\xae type=file size=1\n", b"#mtree\n./a\0b type=file\n",
)


def listings(room, _):
    for content in LISTINGS:
        room.write("bad.mtree", content)
        for words in (["verify", "bad.mtree"], ["diff", "bad.mtree", "sound.tar"], ["verify", "--json", "bad.mtree"]):
            room.check(words, (0, 1, 2, 3), f"listing {content[:60]!r}")


DIGEST = "sha256:" + "0" * 64
JSON_BOMBS = (
    b"[" * 2000000, b"{\"a\":" * 500000, b"{" + b"\"k\": 1, " * 300000 + b"\"z\": 1}", b"{\"schemaVersion\": 1e999999}", b"\"" + b"\\u0000" * 600000 + b"\"",
    b"{\"mediaType\": \"application/vnd.oci.image.layer.v1.tar\", \"digest\": \"" + DIGEST.encode() + b"\", \"size\": -1}",
    b"{\"mediaType\": \"x.layer\", \"digest\": \"sha256:../../../../etc/passwd\", \"size\": 1}",
    b"{\"manifests\": [{\"mediaType\": \"x\", \"digest\": \"sha256:../../outside/canary\", \"size\": 1}]}",
    b"{\"manifests\": [{\"mediaType\": \"\x1b[2J\", \"digest\": 7, \"annotations\": []}, null, [], {}]}",
    b"{\"manifests\": [" + b"{}," * 1000000 + b"{}]}", b"{\"manifests\": {}}", b"null", b"", b"\xef\xbb\xbf{}", b"\xff\xfe{\0}\0", bytes(5 << 20),
    json.dumps({"manifests": [{"mediaType": "x", "digest": DIGEST, "size": 1, "annotations": {"org.opencontainers.image.ref.name": "\x1b[2J\u202e"}}] * 2}).encode(),
    json.dumps({"manifests": [{"mediaType": "index", "digest": DIGEST, "size": 1}]}).encode(),
)


def images_and_descriptors(room, _):
    for content in JSON_BOMBS:
        room.write("image/index.json", content)
        room.write("sound.json", content)
        for words in (["verify", "image"], ["diff", "image", "sound.tar"], ["run", "sound.tar", "--base", "image"], ["verify", "sound.tar"]):
            room.check(words, (0, 1, 2, 3, 125, 126, 127), f"JSON {content[:60]!r}")
    os.remove(room.path("sound.json"))


# In the place of a file; the names that are beside sound.tar are looked for without being asked for.
PLACES = ("/dev/zero", "/dev/random", "/dev/full", "pipe", "outside", "/proc/self/mem")
NAMED = ("bad.tar", "bad.tar.gz", "bad.mtree")
BESIDE = ("sound.mtree", "sound.json", "sound.facts.jsonl", "sound.manifest.jsonl", "image/index.json")


def special_files(room, _):
    """Pipes, devices and directories in the place of files: nothing blocks, and none is taken for an empty file."""
    os.mkfifo(room.path("pipe"))
    for place in PLACES:
        for name in NAMED + BESIDE:
            os.symlink(os.path.join(room.directory, place), room.path(name))
            if name in NAMED:
                for words in (["verify", name], ["listing", name], ["run", name], ["diff", "sound.tar", name]):
                    room.check(words, (0, 1, 2, 3, 125), f"{name} is {place}", may_pass_silently=place == "outside")
            else:
                for words in (["verify", "sound.tar"], ["verify", "image"]):
                    room.check(words, (0, 1), f"{name} is {place}")
            os.remove(room.path(name))


# The tars in shares, so that all families take about as long.
SHARES = 4
FAMILIES = (*(functools.partial(tars, share=share) for share in range(SHARES)), listings, images_and_descriptors, special_files)


def outcome_of(family, program, is_all):
    """The number of runs, and their faults."""
    room = Room(program)
    try:
        family(room, is_all)
    finally:
        shutil.rmtree(room.directory)
    return room.runs, room.faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pkg-pyvenv", required=True)
    parser.add_argument("--all", action="store_true", help="every tar to every command, and large ones to run")
    arguments = parser.parse_args()
    runs, faults = 0, []
    with concurrent.futures.ProcessPoolExecutor(2) as workers:
        for future in [workers.submit(outcome_of, family, os.path.realpath(arguments.pkg_pyvenv), arguments.all) for family in FAMILIES]:
            runs += future.result()[0]
            faults += future.result()[1]
    for fault in faults:
        print(f"FAULT: {fault[:3000]}")
    print(f"{runs} runs on hostile input, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
