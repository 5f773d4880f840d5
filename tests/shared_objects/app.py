"""Opens compiled libraries by every route that programs take, in every order.

    app [LAYOUT]    LAYOUT: the version of rules_python whose links site-packages has; without it that is not checked

State of a library is split where it is loaded twice, so each must give one series of numbers whatever the route, and be mapped
from one file.
"""

import ctypes
import importlib
import itertools
import os
import sys

TREE = os.path.join(os.getcwd(), "entrypoint.runfiles")
EXTENSION = "%s.cpython-311-x86_64-linux-gnu.so"


def site_packages():
    import torch

    return os.path.dirname(os.path.dirname(os.path.abspath(torch.__file__)))


def function(path, name):
    return getattr(ctypes.CDLL(path), name)


def by_path(path, name):
    """dlopen of the path that the venv has."""
    return lambda: function(os.path.join(site_packages(), path), name)


def by_real_path(module, path, name):
    """dlopen of what lies beside Path(__file__).resolve(), as many packages do: that leads out of the venv."""

    def route():
        directory = os.path.dirname(os.path.realpath(importlib.import_module(module).__file__))
        return function(os.path.join(directory, path), name)

    return route


def torch_extension():
    from torch import _C

    return _C.next


def bundled_extension():
    from bundled import _c

    return _c.next


COUNTER = "nvidia/counter/lib/libcounter.so.1"
USER = "nvidia/user/lib/libuser.so.1"
TORCH = "torch/lib/libtorch.so"
BUNDLED = "bundled.libs/libbundled-0a1b2c3d.so.1"

# Several routes to the counter of one library: through the files that need it, and to the library itself.
ROUTES = {
    COUNTER: [
        torch_extension,
        by_path(TORCH, "torch_next"),
        by_path(USER, "user_next"),
        by_path(COUNTER, "counter_next"),
        by_real_path("nvidia.counter", "lib/libcounter.so.1", "counter_next"),
    ],
    BUNDLED: [
        bundled_extension,
        by_path(BUNDLED, "bundled_next"),
        by_real_path("bundled", "../bundled.libs/libbundled-0a1b2c3d.so.1", "bundled_next"),
    ],
}
LOADED = {
    COUNTER: [COUNTER, USER, TORCH, "torch/" + EXTENSION % "_C"],
    BUNDLED: [BUNDLED, "bundled/" + EXTENSION % "_c"],
}


def mapped_files():
    """{base name: {(device, inode, path)}} of what this process has mapped."""
    mapped = {}
    with open("/proc/self/maps") as maps:
        for line in maps:
            fields = line.split(maxsplit=5)
            if len(fields) == 6 and fields[5].startswith("/"):
                path = fields[5].rstrip("\n")
                mapped.setdefault(os.path.basename(path), set()).add((fields[3], fields[4], path))
    return mapped


def check(library, routes):
    numbers = [route()() for route in routes]
    assert numbers == list(range(1, len(routes) + 1)), "%s: the calls gave %s" % (library, numbers)
    mapped = mapped_files()
    for path in LOADED[library]:
        files = mapped.get(os.path.basename(path), set())
        assert len(files) == 1, "%s is mapped from %s" % (path, sorted(files) or "nowhere")
        assert next(iter(files))[2].startswith(TREE + "/"), files


def in_a_process_of_its_own(library, routes):
    """Nothing is loaded there yet."""
    child = os.fork()
    if not child:
        try:
            check(library, routes)
            os._exit(0)
        except BaseException as error:
            print("error:", error, file=sys.stderr, flush=True)
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def check_layout(layout):
    """Only where C extensions count as libraries does a directory that holds one, and nothing else, become a real one."""
    place = os.path.join(site_packages(), "bundled")
    assert os.path.islink(place) == (layout == "1.8.0"), "%s: layout %s" % (place, layout)
    assert not os.path.islink(os.path.join(site_packages(), "torch"))


def main():
    if sys.argv[1:]:
        check_layout(sys.argv[1])
    orders = [(library, order) for library, routes in ROUTES.items() for order in itertools.permutations(routes)]
    # Not all(): each order that fails is to be seen.
    good = sum([in_a_process_of_its_own(library, order) for library, order in orders])
    print("%d of %d orders: loaded once" % (good, len(orders)))
    sys.exit(good != len(orders))


if __name__ == "__main__":
    main()
