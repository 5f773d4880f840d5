"""Lists what Bazel had run, a line each: mnemonic and layer, or label where it was no layer.

usage: spawns.py EXECUTION-LOG [RUNNER]
  EXECUTION-LOG as --execution_log_json_file writes it: JSON objects, one after the other
  RUNNER        list only what this one has run, such as "remote" or "remote cache hit"
"""

import json
import sys


def read_log(path):
    with open(path, encoding="utf-8") as log:
        text = log.read().strip()
    decoder, start = json.JSONDecoder(), 0
    while start < len(text):
        spawn, end = decoder.raw_decode(text, start)
        yield spawn
        start = end + len(text[end:]) - len(text[end:].lstrip())


def subject(spawn):
    """The target and the layer of what was packed or compiled, such as `app_tar.main`."""
    suffix = {"PackLayer": ".mtree", "PrecompileLayer": ".bytecode.txt"}.get(spawn["mnemonic"])
    for output in spawn["listedOutputs"]:
        if suffix and output.endswith(suffix):
            return output.rpartition("/")[2].removesuffix(suffix)
    return spawn["targetLabel"]


if __name__ == "__main__":
    log, *runners = sys.argv[1:]
    spawns = [spawn for spawn in read_log(log) if not runners or spawn["runner"] in runners]
    for line in sorted("%s %s" % (spawn["mnemonic"], subject(spawn)) for spawn in spawns):
        print(line)
