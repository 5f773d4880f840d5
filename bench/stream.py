"""An endless stream of real bytes, out of which the synthetic files are cut."""


class Stream:
    """The chunks that `make_chunks()` yields, and then again from its start."""

    def __init__(self, make_chunks):
        self.make_chunks = make_chunks
        self.chunks = iter(())
        self.rest = b""

    def pieces(self, size):
        """The next `size` bytes, in pieces."""
        while size:
            if not self.rest:
                self.rest = self.next_chunk()
            piece, self.rest = self.rest[:size], self.rest[size:]
            size -= len(piece)
            yield piece

    def read(self, size):
        return b"".join(self.pieces(size))

    def next_chunk(self):
        for chunk in self.chunks:
            return chunk
        self.chunks = self.make_chunks()
        for chunk in self.chunks:
            return chunk
        raise ValueError("a stream of nothing")


def members_of(wheels, wanted):
    """The content of the members of all wheels for which `wanted(info)` holds."""

    def chunks():
        for wheel in wheels:
            for _, info in wheel.members():
                if wanted(info):
                    yield from wheel.chunks(info)

    return Stream(chunks)
