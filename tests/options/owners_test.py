"""Owner, time and modes of OpenShift's preset, with an owner of its own, in every layer."""

import json
import sys
import tarfile
import unittest


class OwnersTest(unittest.TestCase):
    def test_every_entry(self):
        modes = set()
        for path in TARS:
            with tarfile.open(path) as tar:
                for member in tar:
                    self.assertEqual((1001, 0, 86400), (member.uid, member.gid, member.mtime), member.name)
                    modes.add((member.type, oct(member.mode)))
        self.assertEqual(
            {
                (tarfile.DIRTYPE, "0o775"),
                (tarfile.LNKTYPE, "0o664"),
                (tarfile.LNKTYPE, "0o775"),
                (tarfile.REGTYPE, "0o664"),
                (tarfile.REGTYPE, "0o775"),
                (tarfile.SYMTYPE, "0o777"),
            },
            modes,
        )

    def test_the_image_runs_as_the_owner(self):
        with open(CONFIG, encoding="utf-8") as file:
            self.assertEqual("1001:0", json.load(file)["User"])


if __name__ == "__main__":
    CONFIG = [path for path in sys.argv[1:] if path.endswith(".json")][0]
    TARS = [path for path in sys.argv[1:] if path.endswith(".tar")]
    unittest.main(argv=[__file__])
