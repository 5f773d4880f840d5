"""Uses every wheel."""

import ant
import bee
import cat
import dog

print(ant.NAME, bee.NAME, cat.NAME, dog.NAME)
