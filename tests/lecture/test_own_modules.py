"""No command imports from the folder it is started in, whatever lies there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lecture.isolation import leave_working_folder, module_command
from tests.lecture.running import ROOT

NAMES = ("scenes", "optimlib", "numpy", "click", "rich", "pydantic", "manim", "av", "json", "typing", "wave")
"""Ours, others' and Python's own; what Python itself imports before ``-m`` runs is beyond us."""
FOR_ALL = (*NAMES, "lecture", "types", "warnings", "functools")
SEGMENT = "zigzag_sgd"
PREVIEW = ("preview", SEGMENT, "--at", "1", "--quality", "draft", "--voice", "silent", "--out", "here")
MODULE = (sys.executable, "-m", "lecture")
SAFE = (sys.executable, "-P", "-m", "lecture")
SCRIPT = (str(Path(sys.executable).with_name("lecture")),)


def trapped(folder: Path, names: tuple[str, ...]) -> Path:
    """Fill a folder with modules that tell on whoever imports them."""
    for name in names:
        (folder / f"{name}.py").write_text(f"raise SystemExit('imported {name} of the working folder')\n")
    return folder


def environment(paths: str) -> dict[str, str]:
    return {**{key: it for key, it in os.environ.items() if key != "PYTHONSAFEPATH"}, "PYTHONPATH": paths}


@pytest.mark.parametrize("paths", ["", os.pathsep, "."], ids=["no path", "an empty path", "a dot"])
@pytest.mark.parametrize("command", [MODULE, SAFE], ids=["module", "safe module"])
def test_modules_of_the_folder_are_left_alone(command: tuple[str, ...], paths: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [*command, *PREVIEW],
        cwd=trapped(tmp_path, NAMES),
        env=environment(os.pathsep.join(filter(None, (paths, str(ROOT))))),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "here" / f"{SEGMENT}.en.1.00s.png").exists()


@pytest.mark.parametrize("command", [SCRIPT, SAFE], ids=["script", "safe module"])
def test_not_even_one_called_like_the_command_matters(command: tuple[str, ...], tmp_path: Path) -> None:
    for words in (PREVIEW, ("list",), ("show", SEGMENT, "--set", f"{SEGMENT}.steps=12")):
        done = subprocess.run(
            [*command, *words],
            cwd=trapped(tmp_path, FOR_ALL),
            env=environment(str(ROOT)),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr


def test_a_watched_preview_leaves_them_alone_too(tmp_path: Path) -> None:
    watch = subprocess.Popen(
        [*SAFE, *PREVIEW, "--watch"],
        cwd=trapped(tmp_path, FOR_ALL),
        env={**environment(str(ROOT)), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert watch.stdout
        told = (line for line in watch.stdout if not line.startswith(("speaking:", "spoken:")))
        lines = [next(told), next(told)]
    finally:
        watch.kill()
        watch.communicate()
    assert f"here/{SEGMENT}.en.1.00s.png" in lines[0]
    assert lines[1].startswith("watching ")


def test_a_package_that_lies_nowhere_else_is_still_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", ["", "/nowhere"])
    leave_working_folder()
    assert sys.path == ["/nowhere", os.path.realpath(ROOT)]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(ROOT), str(tmp_path)])
    leave_working_folder()
    assert sys.path == [str(ROOT)]
    assert module_command("lecture")[1:] == ["-P", "-m", "lecture"]
