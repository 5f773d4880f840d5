"""What goes wrong, as one line for the user."""


class Failure(Exception):
    """What failed, where, and what to do about it."""
