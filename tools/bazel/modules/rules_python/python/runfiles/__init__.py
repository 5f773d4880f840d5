from python.runfiles.runfiles import Create, CreateDirectoryBased, CreateManifestBased, Runfiles
