"""A set-up that fails says in two lines what happened and what to do."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.lecture.running import ROOT
from tests.setup.project import SETUP, Project
from tests.setup.wheels import lock_line, make_wheel

namespaces = pytest.mark.skipif(
    subprocess.run(["sh", "-c", "unshare -rm true"], capture_output=True).returncode != 0,
    reason="this machine lets nobody mount a folder of their own",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been set up."""
    project = Project.make(tmp_path_factory.mktemp("says why") / "project")
    make_wheel(project.index, "tiny-one", "1.0")
    done = project.set_up()
    assert done.returncode == 0, done.stdout + project.log.read_text()
    return project


def why(project: Project, said: str, status: int) -> str:
    """Return the cause that was given, after looking at the form of the message."""
    *steps, happened, advice = said.splitlines()
    assert status == 2
    assert happened.startswith("Set-up stopped: ")
    assert str(project.log) in advice
    assert len(advice.replace(str(project.log), "")) < 150
    assert not any(word in said for word in ("Traceback", "ERROR", "WARNING"))
    assert all(step.startswith(("  ", "Bringing", "Installing", "The .venv")) for step in steps)
    return happened.removeprefix("Set-up stopped: ")


def stopped(project: Project, **environment: str) -> str:
    done = project.set_up(project.environment(**environment))
    return why(project, done.stdout, done.returncode)


def test_no_network(project: Project) -> None:
    project.lock(build=[], packages=[project.index / "tiny_one-1.0-py3-none-any.whl"])
    env = project.environment(PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="1")
    del env["PIP_NO_INDEX"], env["PIP_FIND_LINKS"]
    done = project.set_up(env)
    assert (
        why(project, done.stdout, done.returncode)
        == "the package index cannot be reached (locked packages: 1)."
    )


def test_settings_of_pip_that_cannot_be_read(project: Project, tmp_path: Path) -> None:
    project.lock(build=[], packages=[make_wheel(project.index, "tiny-two", "1.0")])
    (tmp_path / "pip.conf").write_text("index-url\n")
    assert (
        stopped(project, PIP_CONFIG_FILE=str(tmp_path / "pip.conf")) == "pip's own settings cannot be read."
    )


def test_an_index_without_the_locked_version(project: Project, tmp_path: Path) -> None:
    project.lock(build=[], packages=[make_wheel(tmp_path, "tiny-one", "3.0")])
    assert stopped(project) == "the package index does not have tiny-one==3.0."


def test_an_index_that_knows_nothing_of_a_package(project: Project, tmp_path: Path) -> None:
    project.lock(build=[], packages=[make_wheel(tmp_path, "tiny-unknown", "3.0")])
    assert stopped(project) == "the package index gives nothing for tiny-unknown==3.0."


def test_a_package_that_was_changed(project: Project, tmp_path: Path) -> None:
    project.lock(build=[], packages=[make_wheel(tmp_path, "tiny-one", "1.0", ["another"])])
    assert stopped(project) == "what was fetched is not what is locked: tiny-one==1.0."


def test_a_source_that_cannot_be_built(project: Project, tmp_path: Path) -> None:
    source = tmp_path / "tiny_source-1.0"
    source.mkdir()
    (source / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: tiny-source\nVersion: 1.0\n")
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "b"\nbackend-path = ["."]\n'
    )
    (source / "b.py").write_text("raise SystemExit('no compiler')")
    archive = project.index / "tiny_source-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(source, source.name)
    lock = lock_line(archive).replace("1.0.tar.gz", "1.0")
    (project.folder / "locks" / "packages.txt").write_text(lock)
    assert stopped(project) == "a package that comes as source could not be built."


def test_a_file_where_the_venv_should_be(tmp_path: Path) -> None:
    project = Project.make(tmp_path / "project")
    (project.folder / ".venv").write_text("")
    assert ".venv" in stopped(project)


@pytest.mark.parametrize("python", ["/nowhere/python3", "false"])
def test_a_python_that_is_none(python: str) -> None:
    # The real set-up of this folder: it stops before it does anything.
    done = subprocess.run(
        ["sh", ROOT / "tools" / "setup.sh"],
        env={**os.environ, "PYTHON": python},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"Set-up stopped: PYTHON={python} is not Python 3.11 or newer.",
        "Name another, or leave it out: make setup",
    ]


def within(mount: str, project: Project) -> subprocess.CompletedProcess[str]:
    """Set up where a command has mounted something."""
    command = [
        *(sys.executable, "-I", SETUP / "alone.py", ".setup.log"),
        *("sh", SETUP / "packages.sh", sys.executable),
    ]
    line = f"{mount} && cd {shlex.quote(str(project.folder))} && {shlex.join(map(str, command))}"
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", line],
        env=project.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@namespaces
@pytest.mark.parametrize("foreseen", [True, False])
def test_a_full_disk(tmp_path: Path, foreseen: bool) -> None:
    project = Project.make(tmp_path / "project")
    project.lock(build=[], packages=[make_wheel(project.index, "tiny-big", "1.0", files=4000)])
    if not foreseen:
        (project.folder / "locks" / "megabytes").write_text("fetched=1\non_disk=1\n")
    folder, kept = shlex.quote(str(project.folder)), shlex.quote(str(tmp_path / "kept"))
    done = within(
        f"mv {folder} {kept} && mkdir {folder}"
        f" && mount -t tmpfs -o size=25M none {folder} && cp -r {kept}/. {folder}",
        project,
    )
    if foreseen:
        happened, advice = done.stdout.splitlines()
        assert "MB are free" in happened
        assert advice == "Make room there, then run make again."
    else:
        assert why(project, done.stdout, done.returncode) == "the disk is full (locked packages: 1)."


@namespaces
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    project = Project.make(tmp_path / "project")
    folder = shlex.quote(str(project.folder))
    done = within(f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder}", project)
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        f"Set-up stopped: {project.log} cannot be written (Read-only file system).",
        "Run make in a copy of the project that is yours, or make this folder yours.",
    ]


def test_on_a_terminal_a_line_shows_how_far_it_is(project: Project) -> None:
    big = make_wheel(project.index, "tiny-slow", "1.0", files=2000)
    project.lock(build=[], packages=[big])
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-I", SETUP / "alone.py", ".setup.log", "sh", SETUP / "packages.sh", sys.executable],
        cwd=project.folder,
        env=project.environment(TERM="xterm"),
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:
        pass  # so a terminal ends on Linux
    os.close(ours)
    assert process.wait() == 0
    lines = [
        line.rsplit("\x1b[K", 1)[-1] for line in said.decode().replace("\r\n", "\n").rstrip("\n").split("\n")
    ]
    assert "looked at;" in said.decode()
    assert lines[0] == "Bringing .venv up to date with the locks"
    assert lines[1:-1] == [line for line in lines if line.startswith("  ")]
    assert lines[-1].startswith("All is installed")
