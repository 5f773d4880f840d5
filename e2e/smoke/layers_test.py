"""Extracts the layers and runs what is in them."""

import subprocess
import sys
import tarfile
import tempfile

with tempfile.TemporaryDirectory() as root:
    for layer in sys.argv[1:]:
        with tarfile.open(layer) as tar:
            tar.extractall(root, filter="fully_trusted") if hasattr(tarfile, "data_filter") else tar.extractall(root)
    output = subprocess.run([root + "/usr/bin/app"], env={}, check=True, stdout=subprocess.PIPE, text=True).stdout
    assert output == "hello from a user's workspace\n", output
    assert sorted(name.split(".")[-2] for name in sys.argv[1:]) == ["interpreter", "main"], sys.argv
