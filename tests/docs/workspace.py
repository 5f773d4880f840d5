"""The directory in which the manual's code blocks run: what a reader of any page has when they try its commands."""

import os
import pathlib
import shutil
import subprocess

_PARTS = pathlib.Path(__file__).parent / "workspace"


class Commands:
    """Scripts that run in one directory, with given variables and no others."""

    def __init__(self, directory, environment):
        self.directory = directory
        self.environment = environment

    def run(self, script, timeout=600):
        """Runs a script of bash here; (status, output)."""
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.directory,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            check=False,
        )
        return done.returncode, done.stdout.decode(errors="replace")


class Workspace(Commands):
    """A Bazel workspace with a program, a virtual environment, a base image, and earlier builds of the program."""

    def __init__(self, directory, environment):
        """Makes it anew; `environment` are the variables of all commands."""
        super().__init__(pathlib.Path(directory), environment)
        self._pristine = self.directory.with_name("pristine")
        self._remove_changes()
        shutil.copytree(_PARTS, self.directory, dirs_exist_ok=True)
        self._write_bazel_files()
        self._make_environment()
        self._build_once()
        shutil.rmtree(self._pristine, ignore_errors=True)
        shutil.copytree(self.directory, self._pristine, symlinks=True, ignore=shutil.ignore_patterns("bazel-*"))

    def restore(self):
        """Takes away what the blocks of a page have left."""
        self._remove_changes()
        shutil.copytree(self._pristine, self.directory, symlinks=True, dirs_exist_ok=True)

    def _remove_changes(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        for path in self.directory.iterdir():
            # Bazel's links to its outputs.
            if path.name.startswith("bazel-"):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _write_bazel_files(self):
        checkout = pathlib.Path(__file__).parents[2]
        template = self.directory / "MODULE.bazel.in"
        (self.directory / "MODULE.bazel").write_text(template.read_text().replace("@CHECKOUT@", str(checkout)))
        template.unlink()
        (self.directory / ".bazelrc").write_text(
            "common --@rules_python//python/config_settings:bootstrap_impl=script\n"
            "common --@rules_python//python/config_settings:venvs_site_packages=yes\n"
            # What tests/workspaces have compiled of layer_packer serves here, as in tools/dev/machine.sh.
            f"common --disk_cache={checkout}/build/workspaces/disk_cache\n"
            "common --remote_download_all\n"
        )
        shutil.copy(checkout / ".bazeliskrc", self.directory)

    def _make_environment(self):
        (self.directory / "requirements.txt").write_text("six==1.17.0\n")
        (self.directory / "home/.config/fish/completions").mkdir(parents=True)
        (self.directory / "home/.local/bin").mkdir(parents=True)
        (self.directory / "home/.local/share/man/man1").mkdir(parents=True)
        self._must(
            "python3 -m venv --without-pip .venv",
            "python3 -m pip --python .venv install --quiet -r requirements.txt",
            "umoci init --layout base",
            "umoci new --image base:12-slim",
        )

    def _build_once(self):
        """Two builds of one program, in all forms in which pages name layers."""
        image = 'pkg_pyvenv image .venv --prefix /opt/venv --app src:/app --entrypoint "python3 -m server"'
        layers = 'pkg_pyvenv layers .venv --prefix /opt/venv --app src:/app --entrypoint "python3 -m server"'
        self._must(
            f"{layers} -o old/app --name app",
            f"{image} --tag v1 -o layout",
            f"{image} --tag v1 -o image",
            "echo '# edited' >> src/server/__main__.py",
            f"{layers} -o new/app --name app",
            f"{image} --tag v2 -o layout",
            f"{image} --tag latest -o layout",
            f"{image} --tag v2 -o image",
            f"{layers} -o packed --name app --compression zstd",
            "cp packed/app.external.tar.zst external.tar.zst && cp external.tar.zst layer.tar.zst",
            "gzip -c old/app/app.main.tar > main.tar.gz",
            "bazel build --output_groups=+report,+listings,+descriptors,+facts //app:app_tar",
            "mkdir now before && cp bazel-bin/app/*.mtree bazel-bin/app/app_tar.*.json now && cp now/* before",
        )

    def _must(self, *commands):
        for command in commands:
            status, output = self.run(command)
            if status != 0:
                raise RuntimeError(f"{command}: status {status}\n{output}")


def environment_of(checkout, cache, build):
    """What commands of the manual see: the built programs, a Bazel, the wheels of `cache` in place of an index."""
    programs = pathlib.Path(build, "bin")
    programs.mkdir(parents=True, exist_ok=True)
    shim = programs / "bazel"
    shim.write_text(
        "#!/usr/bin/env bash\n"
        # Without this file on PATH, or it is taken for a Bazel of the machine, and calls itself without end.
        f"export HOME={os.environ['HOME']!r} PATH={os.environ['PATH']!r} top={str(checkout)!r} PYVENV_CACHE={str(cache)!r}\n"
        ". \"$top/tools/dev/machine.sh\"\n"
        'bazel "$@"\n'
    )
    shim.chmod(0o755)
    return {
        "HOME": f"{build}/workspace/home",
        "LANG": "C.UTF-8",
        # By ~/.local/bin, `man` finds ~/.local/share/man.
        "PATH": f"{programs}:{checkout}/build/programs:{build}/workspace/home/.local/bin:/usr/bin:/bin",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_FIND_LINKS": f"{cache}/wheelhouse",
        "PIP_NO_INDEX": "1",
    }
