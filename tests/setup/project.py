"""A project with locks, an index and a .venv of its own, set up by the very files of ours, without network."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.lecture.running import ROOT
from tests.setup.wheels import lock_line

SETUP = ROOT / "tools" / "setup"

# An editable install by a backend that stands in the project, since an index without network has none.
BACKEND = """
import os, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "tiny_project-1.0.dist-info"
    files = {
        "tiny_project.pth": os.getcwd() + "\\n",
        info + "/METADATA": "Metadata-Version: 2.1\\nName: tiny-project\\nVersion: 1.0\\n",
        info + "/WHEEL": "Wheel-Version: 1.0\\nGenerator: here\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    record = "".join(name + ",,\\n" for name in [*files, info + "/RECORD"])
    with zipfile.ZipFile(folder + "/tiny_project-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in {**files, info + "/RECORD": record}.items():
            wheel.writestr(name, text)
    return "tiny_project-1.0-py3-none-any.whl"
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny-project"
version = "1.0"
"""


@dataclass(frozen=True)
class Project:
    """The project's folder; its index is the folder beside it."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> Project:
        """Write a project that locks nothing yet."""
        (folder / "locks").mkdir(parents=True)
        (folder / "locks" / "megabytes").write_text("fetched=1\non_disk=30\n")
        (folder / "backend.py").write_text(BACKEND)
        (folder / "pyproject.toml").write_text(PYPROJECT)
        project = cls(folder)
        project.index.mkdir(exist_ok=True)
        project.lock(build=[], packages=[])
        return project

    @property
    def index(self) -> Path:
        """The folder of wheels."""
        return self.folder.parent / "an index"

    @property
    def python(self) -> Path:
        """The Python of .venv."""
        return self.folder / ".venv" / "bin" / "python"

    @property
    def log(self) -> Path:
        """What the last set-up has written down."""
        return self.folder / ".setup.log"

    def lock(self, build: Sequence[Path], packages: Sequence[Path]) -> None:
        """Write the lock files."""
        for name, wheels in {"build.txt": build, "packages.txt": packages}.items():
            text = "# by the test\n" + "".join(map(lock_line, wheels))
            (self.folder / "locks" / name).write_text(text)

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a user has around: pip looks into the index's folder and nowhere else."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.index.as_uri()}
        return plain | offline | more

    def start(
        self, env: Mapping[str, str] | None = None, python: str = sys.executable
    ) -> subprocess.Popen[str]:
        """Start the set-up of .venv as tools/setup.sh does, in a process group of its own."""
        return subprocess.Popen(
            [python, "-I", SETUP / "alone.py", ".setup.log", "sh", SETUP / "packages.sh", python],
            cwd=self.folder,
            env=dict(self.environment() if env is None else env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            # A shell that was started in the background hands on that Ctrl-C means nothing.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )

    def set_up(
        self, env: Mapping[str, str] | None = None, python: str = sys.executable
    ) -> subprocess.CompletedProcess[str]:
        """Set .venv up and return what was said."""
        process = self.start(env, python)
        said, _ = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, said)

    def versions(self) -> dict[str, str]:
        """Return what is installed, but for pip and what comes with it."""
        listed = self.run(
            "from importlib.metadata import distributions as all\nfor d in all(): print(d.name, d.version)"
        )
        found = dict(line.split() for line in listed.splitlines())
        return {name: version for name, version in found.items() if name not in {"pip", "setuptools"}}

    def run(self, code: str) -> str:
        """Run code by the Python of .venv."""
        done = subprocess.run([self.python, "-I", "-c", code], check=True, capture_output=True, text=True)
        return done.stdout.strip()
