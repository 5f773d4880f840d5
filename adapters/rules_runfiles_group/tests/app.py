"""Uses what its layers hold: two distributions, a library, data of another repository."""

import os
import sys

import cowsay
import six

from tests import greeting


def runfile(name):
    """The text of the one file of that name below the root of the runfiles."""
    found = [os.path.join(directory, name) for directory, _, files in os.walk(sys.argv[1]) if name in files]
    with open(found[0]) as file:
        return file.read().strip()


print(cowsay.get_output_string("cow", greeting.text()))
print("six: " + six.ensure_text(b"abc"))
print("elsewhere: " + runfile("data.txt"))
