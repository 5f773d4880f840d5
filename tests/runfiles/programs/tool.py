"""A program that another one has in its data."""

from tests.runfiles.programs.package.sub import library

print(library.WORD)
