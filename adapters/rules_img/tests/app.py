"""Uses two distributions."""

import cowsay
import six

print(cowsay.get_output_string("cow", six.ensure_text(b"Hello from rules_img!")))
