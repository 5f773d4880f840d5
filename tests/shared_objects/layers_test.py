"""Each compiled file is in one layer, that of its distribution; all other ways to it are links, in the top layer.

usage: layers_test.py LAYER-TAR...
"""

import sys
import tarfile

EXPECTED = {
    "_C.cpython-311-x86_64-linux-gnu.so": "torch",
    "_c.cpython-311-x86_64-linux-gnu.so": "external",
    "libbundled-0a1b2c3d.so.1": "external",
    "libcounter.so.1": "nvidia",
    "libtorch.so": "torch",
    "libuser.so.1": "nvidia",
}


def main(layers):
    found = {name: [] for name in EXPECTED}
    for path in layers:
        layer = path.split(".")[-2]
        with tarfile.open(path) as tar:
            for member in tar:
                assert layer == "main" or not member.issym(), "%s: %s is a link" % (layer, member.name)
                if member.isfile() and member.name.rpartition("/")[2] in EXPECTED:
                    found[member.name.rpartition("/")[2]].append(layer)
                    assert member.mode == 0o755, "%s: mode %o" % (member.name, member.mode)
    assert found == {name: [layer] for name, layer in EXPECTED.items()}, found


main(sys.argv[1:])
