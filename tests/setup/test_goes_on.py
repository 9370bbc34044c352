"""A set-up that was broken off goes on, and a .venv that cannot be trusted is noticed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.setup.project import Project
from tests.setup.wheels import make_wheel

FILES = 1200
PATIENCE = 120.0


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been set up."""
    project = Project.make(tmp_path_factory.mktemp("set up") / "project")
    project.lock(build=[], packages=[make_wheel(project.index, "tiny-one", "1.0")])
    done = project.set_up()
    assert done.returncode == 0, done.stdout + project.log.read_text()
    return project


def wait_for(happens: Callable[[], object]) -> None:
    until = monotonic() + PATIENCE
    while not happens():
        assert monotonic() < until
        sleep(0.02)


def lock(project: Project, *names: str) -> None:
    project.lock(build=[], packages=[make_wheel(project.index, name, "1.0") for name in names])


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill", "ctrl-c"])
def test_what_was_broken_off_in_the_middle_of_a_package_is_made_whole(
    project: Project, how: signal.Signals
) -> None:
    big = make_wheel(project.index, f"tiny-{how.name.lower()}", "1.0", files=FILES)
    project.lock(build=[], packages=[make_wheel(project.index, "tiny-one", "1.0"), big])
    process = project.start()
    module = big.name.split("-")[0]
    wait_for(lambda: list(project.folder.glob(f".venv/lib/python*/site-packages/{module}_files/1*0.txt")))
    os.killpg(process.pid, how)
    said, _ = process.communicate(timeout=PATIENCE)
    [folder] = project.folder.glob(f".venv/lib/python*/site-packages/{module}_files")
    assert len(list(folder.iterdir())) < FILES
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert said.splitlines()[-1].startswith("Set-up was interrupted; run make again")
        assert "Traceback" not in said

    again = project.set_up()
    assert again.returncode == 0, again.stdout
    assert again.stdout.startswith("Bringing .venv up to date")
    assert len(list(folder.iterdir())) == FILES
    assert not (project.folder / ".venv" / "setup" / "tmp").exists()


@pytest.mark.parametrize("harm", ["no RECORD", "cut short", "set aside"])
def test_a_package_that_is_not_whole_is_installed_again(project: Project, harm: str) -> None:
    lock(project, "tiny-one")
    assert project.set_up().returncode == 0
    site = Path(project.run("import sysconfig; print(sysconfig.get_path('purelib'))"))
    info = site / "tiny_one-1.0.dist-info"
    (site / "tiny_one.py").write_text("")
    if harm == "no RECORD":
        (info / "RECORD").unlink()
    elif harm == "set aside":
        info.rename(site / "~iny_one-1.0.dist-info")
    (project.folder / ".venv" / "setup" / "finished").unlink()
    assert project.set_up().returncode == 0
    assert project.run("import tiny_one; print(tiny_one.VERSION)") == "1.0"
    assert not list(site.glob("~*"))


def test_nothing_is_written_when_nothing_is_to_be_done(project: Project) -> None:
    assert project.set_up().returncode == 0
    before = {path: path.lstat().st_mtime_ns for path in (project.folder / ".venv").rglob("*")}
    done = project.set_up()
    assert (done.returncode, done.stdout) == (0, "")
    assert {path: path.lstat().st_mtime_ns for path in (project.folder / ".venv").rglob("*")} == before


def test_an_editable_install_of_another_folder_is_turned_to_this_one(
    project: Project, tmp_path: Path
) -> None:
    assert project.set_up().returncode == 0
    other = Project.make(tmp_path / "other")
    subprocess.run(
        [project.python, "-m", "pip", "install", "-q", "--no-build-isolation", "--editable", other.folder],
        env=project.environment(),
        check=True,
    )
    assert origin(project) == other.folder.as_uri()
    assert project.set_up().returncode == 0
    assert origin(project) == project.folder.as_uri()


def origin(project: Project) -> object:
    """Return the folder that the project is installed from."""
    [path] = project.folder.glob(".venv/lib/python*/site-packages/tiny_project-*/direct_url.json")
    return json.loads(path.read_text())["url"]


def test_a_copied_venv_is_made_anew_and_the_first_is_left_alone(project: Project, tmp_path: Path) -> None:
    assert project.set_up().returncode == 0
    shutil.copytree(project.folder, tmp_path / "the copy", symlinks=True)
    (tmp_path / "an index").symlink_to(project.index)
    copy = Project(tmp_path / "the copy")
    first = copy.set_up()
    assert first.returncode == 0, first.stdout
    assert first.stdout.splitlines()[0] == (
        f"The .venv that is here is made anew: it was made in {project.folder.resolve()}."
    )
    assert origin(copy) == copy.folder.as_uri()
    assert "the copy" in (copy.folder / ".venv" / "bin" / "tiny-one").read_text()
    assert copy.set_up().stdout == ""
    assert project.set_up().stdout == ""


def gone(project: Project) -> None:
    project.python.unlink()
    project.python.symlink_to("/nowhere/python3")


def other_python(project: Project) -> None:
    note = project.folder / ".venv" / "setup" / "made_for"
    note.write_text("cpython-310-x86_64-linux-gnu linux-x86_64\n" + note.read_text().split("\n", 1)[1])


def by_somebody_else(project: Project) -> None:
    shutil.rmtree(project.folder / ".venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project.folder / ".venv"], check=True)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (gone, "its Python does not run"),
        (other_python, "it was made for cpython-310-x86_64-linux-gnu linux-x86_64"),
        (by_somebody_else, "it is not by this set-up, or was not finished"),
    ],
)
def test_a_venv_that_cannot_be_trusted_is_made_anew(
    project: Project, harm: Callable[[Project], None], reason: str
) -> None:
    harm(project)
    done = project.set_up()
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[0] == f"The .venv that is here is made anew: {reason}."
    assert "tiny-one" in project.versions()


def test_two_at_once_take_turns(project: Project) -> None:
    shutil.rmtree(project.folder / ".venv")
    first = project.start()
    wait_for((project.folder / ".venv").exists)
    second = project.set_up()
    said, _ = first.communicate(timeout=PATIENCE)
    assert (first.returncode, second.returncode) == (0, 0)
    assert said.splitlines()[-1].startswith("All is installed")
    assert second.stdout == "Another set-up is at work in this folder; waiting for it to end.\n"
