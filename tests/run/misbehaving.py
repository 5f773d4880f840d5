"""Does what its arguments say, for tests that are to fail.

read PATH | write PATH | print TEXT | exit STATUS; a relative PATH is relative to this file.
"""

import os
import sys

here = os.path.dirname(__file__)
verb, word = sys.argv[1:]
if verb == "read":
    with open(os.path.join(here, word)) as file:
        print(file.read())
elif verb == "write":
    with open(os.path.join(here, word), "w") as file:
        file.write("written")
elif verb == "print":
    print(word)
else:
    sys.exit(int(word))
