"""The locked versions and no others are installed, by the very lines of the set-up, whatever else is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.setup.project import SETUP, Project
from tests.setup.wheels import make_wheel

LOCKED = {"tiny-build": "1.0", "tiny-cover": "1.0", "tiny-test": "1.0", "tiny-project": "1.0"}


def lock_three(project: Project) -> None:
    """Lock a package that needs another with an extra, which the index has in a newer release too."""
    index = project.index
    cover = make_wheel(index, "tiny-cover", "1.0", ["tiny-build; extra == 'toml'"], ["toml"])
    make_wheel(index, "tiny-cover", "2.0", ["tiny-build; extra == 'toml'"], ["toml"])
    test = make_wheel(index, "tiny-test", "1.0", ["tiny-cover[toml]>=1.0"])
    project.lock(build=[make_wheel(index, "tiny-build", "1.0")], packages=[cover, test])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been set up, in a folder with a name that needs care."""
    project = Project.make(tmp_path_factory.mktemp("it's a folder, 目录") / "my project")
    lock_three(project)
    done = project.set_up()
    assert done.returncode == 0, done.stdout + project.log.read_text()
    return project


def test_a_newer_release_of_what_is_asked_for_with_an_extra_changes_nothing(project: Project) -> None:
    assert project.versions() == LOCKED
    assert project.run("import tiny_cover; print(tiny_cover.VERSION)") == "1.0"


def test_each_step_is_told_and_pip_is_not_heard(project: Project) -> None:
    said = project.set_up(project.environment(PYTHON="")).stdout
    assert said == ""  # nothing to do
    project.lock(build=[], packages=[])
    lock_three(project)
    (project.folder / "pyproject.toml").write_text((project.folder / "pyproject.toml").read_text() + "\n")
    said = project.set_up().stdout
    assert said.splitlines()[0] == "Bringing .venv up to date with the locks"
    assert "  locked packages: 2" in said.splitlines()
    assert said.splitlines()[-1].startswith("All is installed, after")
    assert not {"WARNING", "Collecting", "Requirement"} & set(said.split())
    assert "Requirement already satisfied: tiny-cover==1.0" in project.log.read_text()


def test_what_a_user_has_set_for_pip_and_python_does_no_harm(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "pip.py").write_text("raise SystemExit('shadowed')")
    (tmp_path / "constraints.txt").write_text("tiny-cover>=2\n")
    settings = {
        "user": "true",
        "require-virtualenv": "true",
        "target": elsewhere,
        "prefix": elsewhere,
        "root": elsewhere,
        "constraint": (tmp_path / "constraints.txt").as_uri(),
        "no-binary": ":all:",
        "require-hashes": "true",
        "dry-run": "true",
        "quiet": "1",
        "no-index": "true",
        "find-links": project.index.as_uri(),
        "extra-index-url": "file:///nowhere/simple\n  file:///nowhere/else",
    }
    lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
    (tmp_path / "pip.conf").write_text(f"[global]\n{lines}")
    env = project.environment(
        PIP_CONFIG_FILE=str(tmp_path / "pip.conf"),
        PIP_CONSTRAINT=str(tmp_path / "constraints.txt"),
        PIP_PYTHON="/nowhere/python",
        PIP_UPGRADE="1",
        PIP_PRE="1",
        PYTHONHOME="/nowhere",
        PYTHONPATH=str(tmp_path),
        PYTHONWARNINGS="error",
        FORCE_COLOR="1",
    )
    # The index is known from the file alone.
    del env["PIP_NO_INDEX"], env["PIP_FIND_LINKS"]
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    other = Project.make(tmp_path / "project")
    (tmp_path / "an index").rmdir()
    (tmp_path / "an index").symlink_to(project.index)
    lock_three(other)
    done = other.set_up(env)
    assert done.returncode == 0, done.stdout + other.log.read_text()
    assert other.versions() == LOCKED
    assert not elsewhere.exists()


def test_what_is_no_longer_locked_goes_and_what_the_user_added_stays(project: Project) -> None:
    old = make_wheel(project.index, "Tiny_Old", "1.0")
    added = make_wheel(project.index, "tiny-added", "1.0", ["nowhere-to-be-found>=3"])
    project.lock(build=[], packages=[old])
    assert project.set_up().returncode == 0
    assert set(project.versions()) == {"Tiny_Old", "tiny-project"}
    project.run(f"import pip; pip.main(['install', '-q', '--no-deps', {str(added)!r}])")
    lock_three(project)
    done = project.set_up()
    assert done.returncode == 0, done.stdout
    assert project.versions() == {**LOCKED, "tiny-added": "1.0"}
    assert "tiny-added 1.0 requires nowhere-to-be-found" in project.log.read_text()
    project.run("import pip; pip.main(['uninstall', '-q', '-y', 'tiny-added'])")


def test_a_version_changed_by_hand_is_set_right(project: Project) -> None:
    newer = project.index / "tiny_cover-2.0-py3-none-any.whl"
    project.run(f"import pip; pip.main(['install', '-q', '--no-deps', {str(newer)!r}])")
    assert project.versions()["tiny-cover"] == "2.0"
    assert project.set_up().returncode == 0
    assert project.versions() == LOCKED


def test_a_lock_that_lacks_something_is_found_by_the_check_at_the_end(project: Project) -> None:
    test = project.index / "tiny_test-1.0-py3-none-any.whl"
    project.lock(build=[], packages=[test])
    done = project.set_up()
    assert done.returncode == 2
    happened, advice = done.stdout.splitlines()[-2:]
    assert happened.endswith("tiny-test 1.0 requires tiny-cover, which is not installed.")
    assert str(project.log) in advice
    lock_three(project)
    assert project.set_up().returncode == 0


def test_a_project_that_asks_for_more_than_is_locked_is_found_too(project: Project) -> None:
    backend = project.folder / "backend.py"
    before = backend.read_text()
    backend.write_text(before.replace("Version: 1.0\\n", "Version: 1.0\\nRequires-Dist: tiny-more>=2\\n"))
    project.lock(build=[], packages=[])
    done = project.set_up()
    assert done.returncode == 2
    assert "tiny-project 1.0 requires tiny-more, which is not installed." in done.stdout
    backend.write_text(before)
    lock_three(project)
    assert project.set_up().returncode == 0


def test_no_file_of_the_set_up_asks_pip_to_resolve() -> None:
    calls = [
        line
        for path in SETUP.rglob("*.sh")
        for line in path.read_text().splitlines()
        if "pip install" in line
    ]
    assert len(calls) == 2
    assert all("--no-deps" in line for line in calls)
