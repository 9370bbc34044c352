"""Watching a preview: what is saved anywhere that takes part is drawn again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from lecture.cli import main
from lecture.cli.watching import reached
from tests.lecture.running import ROOT

PATIENCE = 90.0


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lecture of one's own, in which the command is run."""
    CliRunner().invoke(main, ["new", str(tmp_path / "my")])
    monkeypatch.chdir(tmp_path / "my")
    return tmp_path / "my"


@pytest.fixture
def until(place: Path) -> Iterator[Callable[[str, int], None]]:
    """Start watching; return a function that waits until a text has been said so many times."""
    log = place / "log"
    command = [sys.executable, "-m", "lecture", "preview", "first_steps", "--watch"]
    # A shell lets what runs in its background ignore Ctrl-C, and so would what that starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with log.open("w") as stream:
        process = subprocess.Popen(
            [*command, "--at", "1", "--quality", "draft", "--voice", "silent"],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )

    def until(text: str, times: int) -> None:
        end = time.monotonic() + PATIENCE
        while log.read_text().count(text) < times:
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)

    yield until
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130, log.read_text()


def change(path: Path, old: str, new: str) -> None:
    # As many editors do: a new file takes the old one's place.
    draft = path.with_suffix(".new")
    draft.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    draft.replace(path)


def test_the_lecture_file_its_words_and_segments_are_watched(
    place: Path, until: Callable[[str, int], None]
) -> None:
    drawn = "first_steps.en.1.00s.png"
    until(drawn, 1)
    change(place / "lecture.toml", "learning_rate = 0.15", "learning_rate = 0.2")
    until(drawn, 2)
    mine = place / "my_words/first_steps/en.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text('title = "Mine"')
    change(place / "lecture.toml", '# words = "my_words" #', 'words = "my_words" #')
    until(drawn, 3)
    # A mistake is told, and does not end it.
    mine.write_text('titel = "Mine"')
    until("my_words/first_steps/en.toml:1: first_steps: unknown key 'titel'", 1)
    mine.write_text('title = "Mine again"')
    until(drawn, 4)
    change(place / "segments/first_steps/scene.py", "height=5.8", "height=5.6")
    until(drawn, 5)


def test_what_is_reached_is_known_though_the_file_is_wrong(place: Path) -> None:
    (place / "my_words").mkdir()
    change(place / "lecture.toml", '# words = "my_words" #', 'words = "my_words"\nvoice = "nobody" #')
    deep, flat = reached(None)
    assert {place / "my_words", place / "segments", ROOT / "scenes"} <= deep
    assert flat == {place}
    (place / "lecture.toml").write_text("no TOML")
    assert reached(place / "lecture.toml")[1] == {place}
