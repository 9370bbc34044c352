"""What is wrong in a segment of somebody's own is told in one sentence, with the author's file and line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from lecture.cli import main
from tests.lecture.running import OWN


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lecture of one's own, in which the command is run."""
    folder = Path(shutil.copytree(OWN, tmp_path / "own"))
    monkeypatch.chdir(folder)
    return folder


def told(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    return result.output


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


FACTS = {
    "not Python": ("def facts(", "def facts((", "SyntaxError", "def facts(("),
    "an import that fails": (
        "from optimlib.run import run",
        "import nothing",
        "ModuleNotFoundError",
        "import nothing",
    ),
    "no BEATS": ("BEATS:", "BEETS:", "no BEATS in this file", None),
    "a mark that is a text": ('("walk",)', '("walk")', "BEATS is", None),
    "no Params": ("class Params", "class Parameters", "no Params in this file", None),
    "no facts": ("def facts", "def fact", "no facts in this file", None),
    "an error": (
        "objective = params",
        "1 / 0; objective = params",
        "ZeroDivisionError: division by zero",
        "1 / 0",
    ),
    "a key": ("objective = params", "{}['lost']; objective = params", "KeyError: lost", "['lost']"),
}


LISTED = ("not Python", "an error")
"""When it is read, when it is asked: all other segments are listed with it."""
COMMANDS = {
    kind: [("check", "--no-layout"), ("show", "signs"), *[("list",)] * (kind in LISTED)] for kind in FACTS
}


@pytest.mark.parametrize(
    ("command", "old", "new", "what", "at"),
    [
        pytest.param(command, *FACTS[kind], id=f"{command[0]}-{kind}")
        for kind, commands in COMMANDS.items()
        for command in commands
    ],
)
def test_a_mistake_in_the_facts_names_their_file_and_hides_nothing_else(
    place: Path, command: tuple[str, ...], old: str, new: str, what: str, at: str | None
) -> None:
    facts = place / "segments/signs/facts.py"
    change(facts, old, new)
    line = (
        ""
        if at is None
        else f":{next(k for k, text in enumerate(facts.read_text().splitlines(), 1) if at in text)}"
    )
    output = told(*command)
    assert re.search(rf"{re.escape(str(facts) + line)}: (signs: )?{re.escape(what)}", output)
    if command == ("list",):
        assert re.search(r"^signs +en, zh +broken", output, re.M)
        assert re.search(r"^zigzag_sgd +\d:\d\d", output, re.M)


def test_a_mistake_in_an_optimizer_of_ones_own_names_its_file(place: Path) -> None:
    own = place / "optimizers/sign_step.py"
    change(own, "    def update(", "    def update(self, *_):\n        return np.sing(1)\n\n    def old(")
    line = 1 + next(k for k, text in enumerate(own.read_text("utf-8").splitlines()) if "np.sing" in text)
    assert f"{own}:{line}: AttributeError: module 'numpy' has no attribute 'sing'" in told(
        "check", "--no-layout"
    )


def test_a_property_that_fails_when_the_words_ask_for_it_is_told_too(place: Path) -> None:
    facts = place / "segments/signs/facts.py"
    change(
        facts,
        "    loss: float\n",
        "    loss: float\n\n    @property\n    def worst(self) -> float:\n        return 1 / 0\n",
    )
    change(place / "segments/signs/en.toml", "text = ", 'pause = 1\ntext = "{worst}" # ')
    assert re.search(r"facts\.py:\d+: ZeroDivisionError", told("check", "--no-layout"))
    assert re.search(r"facts\.py:\d+: (signs: )?ZeroDivisionError", told("show", "signs"))


DRAWING = {
    "not Python": ("def question(", "def question((", r"scene\.py:\d+: SyntaxError"),
    "no class": (
        "class Signs",
        "class Sings",
        r"scene\.py: no Segment class in this file\n  .*class Signs\(Segment\)",
    ),
    "a beat without method": ("def answer", "def anser", r"scene\.py:\d+: no method for the beat 'answer'"),
}


@pytest.mark.parametrize(("old", "new", "what"), DRAWING.values(), ids=DRAWING)
def test_a_mistake_in_the_drawing_is_found_without_drawing(
    place: Path, old: str, new: str, what: str
) -> None:
    change(place / "segments/signs/scene.py", old, new)
    output = told("check", "--no-layout")
    assert len(re.findall(what, output)) == 1
    assert "1 problem" in output


PLAYED = {
    "a mark that nobody declares": (
        'mark("walk")',
        'mark("wlk")',
        r"scene\.py:17: signs \(en\): KeyError: cue 'question' has no mark 'wlk'",
    ),
    "a mark that nobody waits for": (
        'cue.mark("walk")',
        "cue.end",
        r"signs \(en\) question \d\.\d s: no picture waits for the mark 'walk'",
    ),
    "a text that is missing": (
        'word("start")',
        'word("strat")',
        r"en\.toml:3: signs: no text 'strat' under \[screen\]\n  it has 'start'",
    ),
    "a text that cannot be set": (
        'self.word("start")',
        'self.text("$thetta$")',
        r"scene\.py:17: signs \(en\): TypstError: unknown variable: thetta",
    ),
}


@pytest.mark.parametrize(("old", "new", "what"), PLAYED.values(), ids=PLAYED)
def test_a_mistake_that_shows_when_it_is_played_names_the_authors_file(
    place: Path, old: str, new: str, what: str
) -> None:
    change(place / "segments/signs/scene.py", old, new)
    assert re.search(what, told("check", "--lang", "en"))


def test_with_other_numbers_a_picture_need_not_wait_for_every_mark(place: Path) -> None:
    change(place / "segments/signs/scene.py", 'cue.mark("walk")', "cue.end")
    result = CliRunner().invoke(main, ["check", "--lang", "en", "--set", "signs.steps=3"])
    assert result.exit_code == 0, result.output


def test_a_beat_may_not_be_called_like_what_every_segment_has(place: Path) -> None:
    for name in ("facts.py", "scene.py", "en.toml", "zh.toml"):
        path = place / "segments/signs" / name
        path.write_text(
            path.read_text(encoding="utf-8").replace("question", "play").replace("def play", "def _play"),
            encoding="utf-8",
        )
    change(
        place / "segments/signs/scene.py",
        "class Signs(Segment):",
        "class Base(Segment):\n    pass\n\n\nclass Signs(Base):",
    )
    assert "a beat cannot be called 'play'" in told("check", "--lang", "en")


def test_a_text_that_is_not_translated_is_told(place: Path) -> None:
    change(place / "segments/signs/zh.toml", "start =", "# start =")
    assert re.search(
        r"zh\.toml:3: no on-screen text 'start', which the segment has in 'en'", told("check", "--no-layout")
    )
    # Words of one's own in a language that the segment lacks are looked at likewise.
    (place / "segments/signs/zh.toml").unlink()
    own = place / "mine/signs/zh.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        'title = "t"\n[cue.question]\ntext = "走<walk/>了"\n[cue.answer]\ntext = "好"\n', encoding="utf-8"
    )
    change(place / "lecture.toml", "[[segment]]", 'words = "mine"\n[[segment]]')
    assert re.search(r"mine/signs/zh\.toml:1: no on-screen text 'start'", told("check", "--no-layout"))


def test_a_segment_without_a_drawing_shows_its_words(place: Path) -> None:
    (place / "segments/signs/scene.py").unlink()
    output = told("check", "--no-layout")
    assert re.search(r"en\.toml:\d+: nothing shows 'start'", output)
    for code in ("en", "zh"):
        change(place / f"segments/signs/{code}.toml", "start =", "question =")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0, result.output
    assert "ok: signs (zh)" in result.output
