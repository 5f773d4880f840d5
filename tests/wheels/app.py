"""Uses one wheel of every difficult layout, from the layers in the current directory.

Each module must come from there, its distribution must be found in the locked version, and something real is computed with it.
"""

import ctypes
import importlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import unittest

from python.runfiles import runfiles

TREE = os.path.join(os.getcwd(), "entrypoint.runfiles")
LOCK = "rules_pkg_pyvenv/tests/wheels/requirements/requirements.txt"


def locked_versions():
    """{distribution: version}; the file is found by the runfiles library."""
    with open(runfiles.Create().Rlocation(LOCK, source_repo="")) as lock:
        return dict(line.split()[0].split("==") for line in lock if "==" in line.partition("#")[0])


def in_repository(module, path):
    """A file of the wheel that lies beside its site-packages, wherever the module was imported from."""
    package = os.path.dirname(os.path.realpath(module.__file__))
    return os.path.join(os.path.dirname(os.path.dirname(package)), path)


class Wheels(unittest.TestCase):
    maxDiff = None

    def use(self, name, distribution):
        """Imports a module of a distribution that is installed here."""
        self.assertEqual(importlib.metadata.version(distribution), locked_versions()[distribution])
        module = importlib.import_module(name)
        path = os.path.abspath(module.__file__)
        self.assertTrue(path.startswith(TREE + "/"), path)
        self.assertTrue(os.path.realpath(path).startswith(TREE + "/"), os.path.realpath(path))
        return module

    def test_numpy_with_bundled_libs(self):
        numpy = self.use("numpy", "numpy")
        product = numpy.arange(6.0).reshape(2, 3) @ numpy.arange(6.0).reshape(3, 2)
        self.assertEqual(product.tolist(), [[10.0, 13.0], [28.0, 40.0]])

    def test_scipy_with_bundled_libs(self):
        linalg = self.use("scipy.linalg", "scipy")
        self.assertEqual(linalg.solve([[2.0, 0.0], [0.0, 4.0]], [2.0, 2.0]).tolist(), [1.0, 0.5])

    def test_cffi_with_a_top_level_extension(self):
        ffi = self.use("cffi", "cffi").FFI()
        self.use("_cffi_backend", "cffi")
        ffi.cdef("int abs(int number);")
        self.assertEqual(ffi.dlopen(None).abs(-42), 42)

    def test_crc32c_extension_beside_bundled_libs(self):
        crc32c = self.use("google_crc32c", "google-crc32c")
        self.assertEqual(crc32c.implementation, "c")
        self.assertEqual(crc32c.value(b"123456789"), 0xE3069283)

    def test_google_namespace_packages_of_several_wheels(self):
        storage = self.use("google.cloud.storage", "google-cloud-storage")
        self.use("google.cloud.client", "google-cloud-core")
        self.use("google.api_core", "google-api-core")
        self.use("google.rpc.status_pb2", "googleapis-common-protos")
        credentials = self.use("google.auth.credentials", "google-auth").AnonymousCredentials()
        blob = storage.Client(project="p", credentials=credentials).bucket("b").blob("a name")
        self.assertEqual(blob.path, "/b/b/o/a%20name")

    def test_protobuf_round_trip_in_c(self):
        implementation = self.use("google.protobuf.internal.api_implementation", "protobuf")
        self.assertEqual(implementation.Type(), "upb")
        struct_pb2 = self.use("google.protobuf.struct_pb2", "protobuf")
        message = struct_pb2.Struct()
        message.update({"name": "a", "list": [1, 2]})
        again = struct_pb2.Struct.FromString(message.SerializeToString())
        self.assertEqual((again["name"], list(again["list"])), ("a", [1.0, 2.0]))

    def test_cryptography_hash(self):
        hashes = self.use("cryptography.hazmat.primitives.hashes", "cryptography")
        digest = hashes.Hash(hashes.SHA256())
        digest.update(b"abc")
        self.assertEqual(digest.finalize().hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")

    def test_data_scheme_of_jupyterlab_widgets(self):
        widgets = self.use("jupyterlab_widgets", "jupyterlab-widgets")
        extension = "data/share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager/package.json"
        with open(in_repository(widgets, extension)) as description:
            self.assertEqual(json.load(description)["name"], "@jupyter-widgets/jupyterlab-manager")

    def test_script_of_ninja(self):
        ninja = self.use("ninja", "ninja")
        script = in_repository(ninja, "bin/ninja")
        version = subprocess.run([script, "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout
        self.assertTrue(version.startswith(locked_versions()["ninja"]), version)

    def test_setuptools_with_vendored_distributions(self):
        self.use("setuptools", "setuptools")
        self.use("setuptools._vendor.more_itertools", "setuptools")

    def test_pth_of_setuptools(self):
        """The launcher has it run where it is in the venv's site-packages, beside the launcher's own."""
        files = ["bazel.pth", "distutils-precedence.pth"]
        beside = [path for path in sys.path if all(os.path.exists(os.path.join(path, name)) for name in files)]
        self.assertEqual("_distutils_hack" in MODULES_AT_START, bool(beside))

    def test_module_without_a_package(self):
        six = self.use("six", "six")
        self.assertEqual(six.ensure_text(b"abc"), "abc")

    def test_stubs_without_a_module(self):
        self.assertEqual(importlib.metadata.version("types-six"), locked_versions()["types-six"])
        found = [path for path in sys.path if os.path.exists(os.path.join(path, "six-stubs", "__init__.pyi"))]
        self.assertEqual(len(found), 1, found)

    def test_each_distribution_is_found_once(self):
        """That leaves out the vendored ones, which setuptools adds when it is imported."""
        self.assertEqual(DISTRIBUTIONS_AT_START, sorted(locked_versions()))

    def test_shared_libraries_are_loaded_once(self):
        """Those that wheels bring along: by the extensions that need them, and by both paths that a program may take."""
        for wheel in ["numpy", "scipy", "google_crc32c"]:
            importlib.import_module({"scipy": "scipy.linalg"}.get(wheel, wheel))
            shown = bundled_libraries(wheel)
            self.assertTrue(shown, wheel)
            for path in shown:
                ctypes.CDLL(path)
                ctypes.CDLL(in_repository(sys.modules[wheel], "site-packages/" + in_site_packages(path)))
                self.assertIn(in_site_packages(path), mapped_files())
        self.assertEqual({path: files for path, files in mapped_files().items() if len(files) > 1}, {})


def in_site_packages(path):
    """The same for a file of a wheel wherever it is: in the wheel's repository or in a venv."""
    return path.partition("/site-packages/")[2]


def bundled_libraries(wheel):
    """What auditwheel has put beside a wheel's package, by the paths that sys.path shows."""
    directories = [os.path.join(path, wheel + ".libs") for path in sys.path]
    return [
        os.path.join(directory, name)
        for directory in directories
        if os.path.isdir(directory)
        for name in os.listdir(directory)
        if ".so" in name
    ]


def mapped_files():
    """{path in site-packages: {(inode, path)}} of what this process has mapped."""
    mapped = {}
    with open("/proc/self/maps") as maps:
        for line in maps:
            fields = line.rstrip("\n").split(maxsplit=5)
            if len(fields) == 6 and "/site-packages/" in fields[5]:
                mapped.setdefault(in_site_packages(fields[5]), set()).add((fields[4], fields[5]))
    return mapped


if __name__ == "__main__":
    MODULES_AT_START = set(sys.modules)
    DISTRIBUTIONS_AT_START = sorted(
        re.sub("[-_.]+", "-", distribution.metadata["Name"]).lower() for distribution in importlib.metadata.distributions()
    )
    unittest.main(verbosity=2)
