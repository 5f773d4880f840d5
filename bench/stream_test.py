import unittest

from bench.stream import Stream


class StreamTest(unittest.TestCase):
    def test_cuts_across_chunks(self):
        stream = Stream(lambda: iter([b"abc", b"de", b"fgh"]))
        self.assertEqual([stream.read(2), stream.read(4), stream.read(2)], [b"ab", b"cdef", b"gh"])

    def test_starts_again_at_its_end(self):
        stream = Stream(lambda: iter([b"ab", b"c"]))
        self.assertEqual(stream.read(7), b"abcabca")

    def test_refuses_to_make_bytes_of_nothing(self):
        with self.assertRaises(ValueError):
            Stream(lambda: iter([])).read(1)


if __name__ == "__main__":
    unittest.main()
