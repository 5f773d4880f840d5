"""A library of the same repository."""


def text():
    return "Hello from groups!"
