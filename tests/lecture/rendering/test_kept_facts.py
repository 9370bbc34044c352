"""Facts that take their time are computed once, and anew as soon as anything that they depend on changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lecture.rendering import kept_facts
from lecture.rendering.kept_facts import FACTS, opening
from tests.lecture.running import ROOT

SLOW = """
from dataclasses import dataclass
from pathlib import Path

from scenes.parameters import SegmentParams

HERE = Path(__file__).parent
BEATS = {"a": ()}


class Params(SegmentParams):
    steps: int = 3


@dataclass(frozen=True)
class Facts:
    total: int


def facts(params: Params) -> Facts:
    told = int((HERE / "numbers.txt").read_text())
    with (HERE / "computed").open("a") as log:
        log.write("once ")
    return Facts(told * params.steps)
"""


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A segment whose facts read a file and count how often they are computed."""
    folder = tmp_path / "mine" / "segments" / "slow"
    folder.mkdir(parents=True)
    (folder / "facts.py").write_text(SLOW)
    (folder / "numbers.txt").write_text("7")
    (folder / "en.toml").write_text('title = "A"\n[cue.a]\ntext = "It is {total}."\n')
    return folder


ASK = """
import sys
from pathlib import Path

from lecture.keys.loaded import watch
from lecture.rendering import kept_facts
from lecture.rendering.store import Store
from optimlib import places
from scenes import catalog

mine, kept, worth, steps = sys.argv[1:]
kept_facts.WORTH = float(worth)
with places.beside(Path(mine)), catalog.facts_kept_by(kept_facts.KeptFacts(Store(Path(kept)))):
    watch(Path(mine))
    story = catalog.story("slow")
    print(story.facts(story.parameters(steps=int(steps))).total)
"""


@pytest.fixture
def ask(slow: Path, tmp_path: Path) -> Callable[..., int]:
    """Ask a new process for the total."""

    def ask(steps: int = 3, worth: float = -1.0) -> int:
        words = [str(slow.parents[1]), str(tmp_path / "kept"), str(worth), str(steps)]
        done = subprocess.run(
            [sys.executable, "-c", ASK, *words],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return int(done.stdout)

    return ask


def times(slow: Path) -> int:
    return (slow / "computed").read_text().count("once")


def test_they_are_computed_once_for_each_number(slow: Path, ask: Callable[..., int]) -> None:
    assert [ask(), ask(), ask(steps=2), ask(steps=2), ask()] == [21, 21, 14, 14, 21]
    assert times(slow) == 2


def test_a_file_that_they_read_counts(slow: Path, ask: Callable[..., int]) -> None:
    assert ask() == 21
    (slow / "numbers.txt").write_text("8")
    assert ask() == 24
    (slow / "numbers.txt").write_text("7")
    assert ask() == 21


def test_source_counts_and_a_comment_does_not(slow: Path, ask: Callable[..., int]) -> None:
    facts = slow / "facts.py"
    ask()
    facts.write_text("# a comment\n" + SLOW)
    assert ask() == 21
    assert times(slow) == 1
    facts.write_text(SLOW.replace("told * params.steps", "told + params.steps"))
    assert ask() == 10
    assert times(slow) == 2


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"", lambda data: b"x" * len(data)])
def test_damage_counts_for_nothing(
    slow: Path, ask: Callable[..., int], tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    ask()
    [kept] = (tmp_path / "kept").glob(f"*{FACTS}")
    kept.write_bytes(spoil(kept.read_bytes()))
    assert ask() == 21
    assert times(slow) == 2


def test_what_cannot_be_kept_is_computed(slow: Path, ask: Callable[..., int], tmp_path: Path) -> None:
    (slow / "facts.py").write_text(SLOW.replace("told * params.steps)", "Odd(told * params.steps))") + ODD)
    assert [ask(), ask()] == [21, 21]
    assert times(slow) == 2
    assert not list((tmp_path / "kept").glob("*"))


ODD = """

def Odd(number):
    class Odd(int):
        pass
    return Odd(number)
"""


def test_what_is_quick_is_not_kept(slow: Path, ask: Callable[..., int], tmp_path: Path) -> None:
    assert [ask(worth=60.0), ask(worth=60.0)] == [21, 21]
    assert times(slow) == 2
    assert not (tmp_path / "kept").exists()


def test_a_mistake_is_not_kept(slow: Path, ask: Callable[..., int]) -> None:
    (slow / "numbers.txt").write_text("seven")
    with pytest.raises(AssertionError, match="seven"):
        ask()
    (slow / "numbers.txt").write_text("7")
    assert ask() == 21


def test_what_is_installed_is_left_out_and_nothing_that_is_only_called_like_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / "lib" / "data.txt", tmp_path / "library" / "data.txt", tmp_path / "source.py"]
    for path in files:
        path.parent.mkdir(exist_ok=True)
        path.write_text("7")
    monkeypatch.setattr(kept_facts, "INSTALLED", (tmp_path / "lib",))
    with opening() as opened:
        for path in files:
            path.read_text()
        (tmp_path / "written").write_text("7")
    files[1].read_text()
    assert opened == {str(files[1])}
