import six

print("Hello from the server, and from six", six.__version__)
