"""Random trees, packed by layer_packer, are read back by four independent readers and compared with what they were made of.

  python3 tests/trees/round_trip.py --packer LAYER_PACKER --trees 2000
  python3 tests/trees/round_trip.py --packer LAYER_PACKER --seed 7 --only 123   # the tree that failed, its files kept
"""

import argparse
import collections
import concurrent.futures
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unicodedata

import random_tree

MTIME = 1234567890


class Difference(Exception):
    """A reader makes something else of a tree."""


def compare(reader, expected, found):
    if found == expected:
        return
    lines = [f"{reader}: {len(expected)} entries expected, {len(found)} found"]
    for path in sorted(expected.keys() | found.keys()):
        if expected.get(path) != found.get(path):
            lines.append(f"  {path!r}: expected {expected.get(path)}, found {found.get(path)}")
    raise Difference("\n".join(lines[:20]))


def run(command, **environment):
    result = subprocess.run(command, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8", **environment}, check=False)
    if result.returncode != 0 or result.stderr:
        raise Difference(f"{' '.join(command)}: status {result.returncode}: {result.stderr.decode(errors='replace')}")
    return result.stdout


def extracted(command, directory, **environment):
    root = tempfile.mkdtemp(dir=directory)
    run([part.replace("{root}", root) for part in command], **environment)
    found = random_tree.found_below(root)
    shutil.rmtree(root)
    return found


def is_composed(entries):
    """Whether all names are as bsdtar makes those of pax records in a UTF-8 locale: composed (NFC)."""
    texts = [os.fsdecode(path) for path in entries] + [entry.link for entry in entries.values()]
    return all(unicodedata.is_normalized("NFC", text) for text in texts)


def entry_of(archive, member):
    if member.isdir():
        return random_tree.Entry("directory", member.mode)
    if member.issym():
        return random_tree.Entry("link", member.mode, link=member.linkname)
    file = archive.extractfile(member)  # of a hard link, that of the other
    content = file.read()
    return random_tree.Entry("file", member.mode, len(content), hashlib.sha256(content).hexdigest())


def check_with_tarfile(tar, expected):
    with tarfile.open(tar, errors="surrogateescape") as archive:
        members = archive.getmembers()
        names = [os.fsencode(member.name) for member in members]
        if names != sorted(set(names)):
            raise Difference("the members are not in the order of their bytes, each once")
        if any((member.mtime, member.uid, member.gid, member.uname, member.gname) != (MTIME, 0, 0, "", "") for member in members):
            raise Difference("a member with another time or owner")
        compare("tarfile", expected, {os.fsencode(member.name): entry_of(archive, member) for member in members})


def check_with_data_filter(tar, expected, directory):
    root = tempfile.mkdtemp(dir=directory)
    with tarfile.open(tar, errors="surrogateescape") as archive:
        archive.extractall(root, filter="data")
    # The filter gives directories no mode of their own.
    compare("tarfile with the data filter", expected, random_tree.found_below(root))
    shutil.rmtree(root)


def check_tree(packer, seed, pool, directory):
    """Returns how many readers have agreed, by name."""
    os.umask(0o022)
    choice = random.Random(seed)
    for_ustar = choice.random() < 0.4
    compression = choice.choice(("none", "none", "none", "gzip", "zstd"))
    tree = random_tree.RandomTree(seed, pool, directory, for_ustar)
    manifest, layer = os.path.join(directory, "manifest"), os.path.join(directory, "layer")
    with open(manifest, "w", encoding="utf-8", newline="") as file:
        file.write(tree.manifest())
    flags = ["--no-hardlinks"] if choice.random() < 0.3 else []
    run([packer, "--manifest", manifest, "--output", layer, "--listing", layer + ".mtree", "--descriptor", layer + ".json", "--mtime", str(MTIME),
         "--compression", compression, "--jobs", choice.choice(("1", "2", "5")), *flags])
    tar = layer
    if compression == "zstd":
        tar = os.path.join(directory, "plain.tar")
        run(["zstd", "-dqf", layer, "-o", tar])
    agreed = collections.Counter()
    compare("GNU tar", tree.expected, extracted(["tar", "-xpf", layer, "-C", "{root}"], directory))
    check_with_tarfile(tar, tree.expected)
    agreed.update({"GNU tar": 1, "tarfile": 1, "trees": 1, "entries": len(tree.expected)})
    if is_composed(tree.expected):
        compare("bsdtar", tree.expected, extracted(["bsdtar", "-xpf", layer, "-C", "{root}"], directory))
        agreed["bsdtar"] += 1
    if for_ustar:  # Busybox knows no pax, and takes any link with ".." for a trap
        how = "-xzpf" if compression == "gzip" else "-xpf"
        compare("Busybox", tree.expected, extracted(["busybox", "tar", how, tar, "-C", "{root}"], directory, EXTRACT_UNSAFE_SYMLINKS="1"))
        agreed["Busybox"] += 1
    if hasattr(tarfile, "data_filter") and not tree.has_links_that_lead_out():
        check_with_data_filter(tar, tree.expected, directory)
        agreed["data filter"] += 1
    return agreed


def check_number(packer, seed, number, pool, keep):
    directory = tempfile.mkdtemp(prefix=f"tree{number}.", dir=pool)
    try:
        return check_tree(packer, f"{seed}:{number}", pool, directory)
    except Exception as error:
        raise Difference(f"tree {number}: {error}") from error
    finally:
        if not keep:
            shutil.rmtree(directory)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packer", required=True)
    parser.add_argument("--seed", type=int, help="of all trees [another one each time]")
    parser.add_argument("--trees", type=int, default=2000)
    parser.add_argument("--only", type=int, help="the number of one tree")
    arguments = parser.parse_args()
    packer = os.path.realpath(arguments.packer)
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")
    numbers = range(arguments.trees) if arguments.only is None else [arguments.only]
    pool = tempfile.mkdtemp(prefix="trees.", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    agreed = collections.Counter()
    try:
        with concurrent.futures.ProcessPoolExecutor(2) as workers:
            futures = [workers.submit(check_number, packer, seed, number, pool, arguments.only is not None) for number in numbers]
            try:
                for future in futures:
                    agreed.update(future.result())
            finally:
                workers.shutdown(cancel_futures=True)
    except Difference as difference:
        print(difference)
        number = str(difference).split(":", 1)[0].split()[1]
        print(f"again: python3 {sys.argv[0]} --packer {arguments.packer} --seed {seed} --only {number}")
        return 1
    finally:
        if arguments.only is None:
            shutil.rmtree(pool)
        else:
            print(f"its files: {pool}")
    print(", ".join(f"{name} {count}" for name, count in sorted(agreed.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
