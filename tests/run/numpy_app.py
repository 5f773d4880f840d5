"""Multiplies with numpy, and says who runs it where."""

import os
import sys

import numpy

if __name__ == "__main__":
    print((numpy.arange(6.0).reshape(2, 3) @ numpy.arange(6.0).reshape(3, 2)).tolist(), *sys.argv[1:])
    print("root" if os.getuid() == 0 else "no root", "in", os.getcwd())
