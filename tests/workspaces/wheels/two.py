"""Uses some of the wheels that the other program uses."""

import ant
import bee
import cat

print(ant.NAME, bee.NAME, cat.NAME)
