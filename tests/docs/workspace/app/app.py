import sys

import six

print("Hello from six", six.__version__, *sys.argv[1:])
