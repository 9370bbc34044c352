"""A command in a copy of a process that has loaded all it needs does what it does in a fresh process."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from lecture.cli import main, warm
from lecture.cli.warm import Warm
from lecture.errors import RenderError
from lecture.isolation import module_command
from tests.lecture.running import ROOT


def test_pictures_are_those_of_a_fresh_process_and_mistakes_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    CliRunner().invoke(main, ["new", str(tmp_path / "my")])
    monkeypatch.chdir(tmp_path / "my")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    # What the drawing must not see, and what the command must.
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    command = ["preview", "first_steps", "--at", "2", "--quality", "draft", "--voice", "silent"]
    subprocess.run([*module_command("lecture"), *command, "--out", "fresh"], check=True)
    capfd.readouterr()
    with Warm() as started:
        started.run([*command, "--out", "first"])
        started.run([*command[:-1], "nobody", "--out", "wrong"])
        started.run([*command, "--out", "again"])
        scene = Path("segments/first_steps/scene.py")
        scene.write_text(
            scene.read_text(encoding="utf-8").replace("height=5.8", "height=5.2"), encoding="utf-8"
        )
        started.run([*command, "--out", "changed"])
    told = capfd.readouterr()
    name = "first_steps.en.2.00s.png"
    fresh, first, again, changed = (
        Path(folder, name).read_bytes() for folder in ("fresh", "first", "again", "changed")
    )
    assert fresh == first == again
    assert fresh != changed
    assert told.out.count(".png") == 3
    assert "nobody" in told.err
    assert not Path("wrong").exists()


def test_who_waits_for_a_process_that_has_ended_is_told() -> None:
    with Warm() as started:
        started._process.kill()
        with pytest.raises(RenderError, match="has ended"):
            started.run(["--version"])


def test_a_module_that_was_written_or_replaced_is_loaded_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    file, other = tmp_path / "a_module_of_the_test.py", tmp_path / "older.py"
    for path in (file, other):
        path.write_text("", encoding="utf-8")
    os.utime(other, (1e9, 1e9))
    importlib.import_module(file.stem)
    begun = time.time_ns()
    assert not warm._touched(file.stem, begun)
    time.sleep(0.05)
    other.replace(file)
    assert warm._touched(file.stem, begun)
    file.unlink()
    assert warm._touched(file.stem, time.time_ns())
    del sys.modules[file.stem]
