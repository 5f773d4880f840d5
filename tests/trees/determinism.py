"""The same random trees, packed under other conditions, give the same bytes: tar, listing, descriptor, facts.

  python3 tests/trees/determinism.py --packer LAYER_PACKER [--other LAYER_PACKER_OF_ANOTHER_COMPILER]... --trees 60
"""

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile

import random_tree

OUTPUTS = ("layer", "listing", "descriptor", "facts")
NOBODY = 65534


class Case:
    """One tree with its sources in two places, of different file systems where there are."""

    def __init__(self, seed, memory, disk):
        self.random = random.Random(seed)
        self.compression = self.random.choice(("none", "gzip", "zstd"))
        self.directory = tempfile.mkdtemp(prefix="case.", dir=memory)
        os.chmod(self.directory, 0o755)
        self.pool = os.path.join(self.directory, "pool")
        os.mkdir(self.pool)
        self.tree = random_tree.RandomTree(seed, self.pool, self.directory)
        self.copy = tempfile.mkdtemp(prefix="copy.", dir=disk)
        os.chmod(self.copy, 0o755)
        shutil.rmtree(self.copy)
        shutil.copytree(self.directory, self.copy, symlinks=True)
        for directory, _, files in os.walk(self.copy):  # links into the pool lead into that of the copy
            for name in files:
                path = os.path.join(directory, name)
                if os.path.islink(path) and os.readlink(path).startswith(self.directory):
                    text = os.readlink(path)
                    os.remove(path)
                    os.symlink(self.copy + text[len(self.directory):], path)
        self.expected = self.pack([])

    def clean(self):
        shutil.rmtree(self.directory)
        shutil.rmtree(self.copy)

    def pack(self, before, root=None, jobs="2", packer=None, lines=None, environment=None, umask=0o022, cwd="/"):
        """The digests of the outputs. `before`: a command that runs the packer."""
        root = root or self.directory
        output = tempfile.mkdtemp(dir=root)
        os.chmod(output, 0o777)
        manifest = os.path.join(output, "manifest")
        with open(manifest, "w", encoding="utf-8", newline="") as file:
            lines, self.tree.lines = self.tree.lines, lines or self.tree.lines
            file.write(self.tree.manifest().replace(self.directory, root))
            self.tree.lines = lines
        paths = [os.path.join(output, name) for name in OUTPUTS]
        flags = [word for name, path in zip(("--output", "--listing", "--descriptor", "--facts"), paths) for word in (name, path)]
        result = subprocess.run([*before, packer or PACKER, "--manifest", manifest, *flags, "--jobs", jobs, "--compression", self.compression],
                                capture_output=True, cwd=cwd, umask=umask, env={"PATH": os.environ["PATH"], **(environment or {})}, check=False)
        if result.returncode != 0:
            raise AssertionError(result.stderr.decode(errors="replace"))
        digests = []
        for path in paths:
            with open(path, "rb") as file:
                digests.append(hashlib.file_digest(file, "sha256").hexdigest())
        shutil.rmtree(output)
        return digests

    def files(self, root):
        for directory, _, files in os.walk(root):
            for name in files:
                path = os.path.join(os.fsencode(directory), os.fsencode(name))
                if not os.path.islink(path):
                    yield path

    # The conditions. Each returns digests.

    def again(self):
        return self.pack([])

    def one_job(self):
        return self.pack([], jobs="1")

    def three_jobs(self):
        return self.pack([], jobs="3")

    def sixteen_jobs(self):
        return self.pack([], jobs="16")

    def shuffled_manifest(self):
        lines = list(self.tree.lines)
        self.random.shuffle(lines)
        return self.pack([], lines=lines)

    def closed_umask(self):
        return self.pack([], umask=0o277 if os.getuid() == 0 else 0o077)

    def open_umask(self):
        return self.pack([], umask=0)

    def other_clock_and_language(self):
        return self.pack([], environment={"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "LANGUAGE": "de",
                                          "SOURCE_DATE_EPOCH": "1", "HOME": "/nowhere", "TMPDIR": self.copy, "MALLOC_PERTURB_": "165"})

    def other_user(self):
        if os.getuid() != 0 or shutil.which("setpriv") is None:
            return None
        return self.pack(["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"])

    def other_file_system(self):
        return self.pack([], root=self.copy, cwd=self.copy)

    def cold_cache(self):
        for path in self.files(self.copy):
            with open(path, "rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return self.pack([], root=self.copy)

    def other_times_and_modes(self):
        for path in self.files(self.copy):
            os.chmod(path, self.random.choice((0o400, 0o555, 0o644, 0o4755, 0o777)))
            os.utime(path, (1, self.random.randrange(2**33)))
        return self.pack([], root=self.copy)

    def hard_linked_sources(self):
        """Each source has another name, and equal ones are one file."""
        first = {}
        for path in list(self.files(self.copy)):
            with open(path, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            if digest in first:
                os.remove(path)
                os.link(first[digest], path)
            else:
                first[digest] = path
        return self.pack([], root=self.copy)


CONDITIONS = (Case.again, Case.one_job, Case.three_jobs, Case.sixteen_jobs, Case.shuffled_manifest, Case.closed_umask, Case.open_umask,
              Case.other_clock_and_language, Case.other_user, Case.other_file_system, Case.cold_cache, Case.other_times_and_modes,
              Case.hard_linked_sources)


def check(seed, others, memory, disk):
    """Returns how many runs gave the same, and the names of the conditions that this machine cannot make."""
    case = Case(seed, memory, disk)
    runs, skipped = 1, set()
    try:
        for condition in CONDITIONS:
            digests = condition(case)
            if digests is None:
                skipped.add(condition.__name__)
                continue
            if digests != case.expected:
                raise AssertionError(f"seed {seed}, {case.compression}, {condition.__name__}: other bytes: {digests}, not {case.expected}")
            runs += 1
        for other in others:
            if case.pack([], packer=other) != case.expected:
                raise AssertionError(f"seed {seed}, {case.compression}: {other} makes other bytes")
            runs += 1
    finally:
        case.clean()
    return runs, skipped


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packer", required=True)
    parser.add_argument("--other", action="append", default=[])
    parser.add_argument("--trees", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1, help="of the first tree")
    arguments = parser.parse_args()
    global PACKER
    PACKER = os.path.realpath(arguments.packer)
    others = [os.path.realpath(other) for other in arguments.other]
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()
    runs, skipped = 0, set()
    for seed in range(arguments.seed, arguments.seed + arguments.trees):
        more, cannot = check(seed, others, memory, "/var/tmp")
        runs += more
        skipped |= cannot
    print(f"{arguments.trees} trees, {len(CONDITIONS) - len(skipped)} conditions, {len(others)} other builds: {runs} runs with equal bytes"
          + "".join(f"; not here: {name}" for name in sorted(skipped)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
