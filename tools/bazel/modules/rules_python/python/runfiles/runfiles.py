"""Finds runfiles by a manifest or in a directory, whichever the environment names."""
import inspect
import os
import posixpath


def _read_repository_mapping(path):
    """Maps (canonical name of the asking repository, apparent name) to a canonical name."""
    try:
        with open(path, encoding="utf-8") as file:
            rows = [line.rstrip("\n").split(",") for line in file]
    except (OSError, TypeError):
        return {}
    return {(source, apparent): target for source, apparent, target in rows}


class _Directory:
    def __init__(self, path):
        self.path = path

    def find(self, path):
        return posixpath.join(self.path, path)

    def variables(self):
        return {"JAVA_RUNFILES": self.path, "RUNFILES_DIR": self.path}


class _Manifest:
    def __init__(self, path):
        self.path = next((path[: -len(s)] for s in ("/MANIFEST", "_manifest") if path.endswith(s)), "")
        self._manifest = path
        self._entries = {}
        with open(path, encoding="utf-8") as file:
            for line in file:
                name, _, target = line.rstrip("\n").partition(" ")
                self._entries[name] = target or None

    def find(self, path):
        if path in self._entries:
            return self._entries[path]
        # Only the directory may be listed.
        parent, rest = posixpath.split(path)
        while parent:
            if self._entries.get(parent):
                return posixpath.join(self._entries[parent], rest)
            parent, last = posixpath.split(parent)
            rest = posixpath.join(last, rest)
        return None

    def variables(self):
        return _Directory(self.path).variables() | {"RUNFILES_MANIFEST_FILE": self._manifest}


class Runfiles:
    """Made by Create()."""

    def __init__(self, strategy):
        self._strategy = strategy
        self._mapping = _read_repository_mapping(strategy.find("_repo_mapping"))

    def Rlocation(self, path, source_repo=None):
        """The path of a runfile, or None if a manifest does not list it; it need not exist."""
        if not path or not isinstance(path, str):
            raise ValueError("path must be a string that is not empty: %r" % (path,))
        if path.startswith(("../", "./")) or "/../" in path or "/./" in path or path.endswith(("/..", "/.")):
            raise ValueError("path is not normalized: %r" % path)
        if posixpath.isabs(path):
            return path
        if not self._mapping:
            return self._strategy.find(path)
        if source_repo is None:
            source_repo = self.CurrentRepository(frame=2)
        apparent, slash, rest = path.partition("/")
        return self._strategy.find(self._mapping.get((source_repo, apparent), apparent) + slash + rest)

    def EnvVars(self):
        """Variables by which other programs find the same runfiles."""
        return self._strategy.variables()

    def CurrentRepository(self, frame=1):
        """The canonical name of the repository that the caller's file is in, "" for the main one."""
        caller = inspect.stack()[frame].filename
        relative = os.path.relpath(caller, self._strategy.path)
        name = relative.split(os.sep)[0]
        if name == "..":
            raise ValueError("%s is not below %s" % (caller, self._strategy.path))
        return "" if name == "_main" else name

    @staticmethod
    def Create(env=None):
        """By the variables of `env` (default: the environment); None if they name no runfiles."""
        env = os.environ if env is None else env
        if env.get("RUNFILES_MANIFEST_FILE"):
            return Runfiles(_Manifest(env["RUNFILES_MANIFEST_FILE"]))
        if env.get("RUNFILES_DIR"):
            return Runfiles(_Directory(env["RUNFILES_DIR"]))
        return None


def Create(env=None):
    return Runfiles.Create(env)


def CreateDirectoryBased(path):
    return Runfiles(_Directory(path))


def CreateManifestBased(path):
    return Runfiles(_Manifest(path))
