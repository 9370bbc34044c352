"""What a render would make again, and because of what: told before it, and held against what it then makes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lecture.cli import main

SEGMENT = "first_steps"


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, [*words, "--voice", "espeak", "--quality", "draft"])
    assert result.exit_code == 0, result.output
    return result


def told(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*words, "--json").stdout.splitlines()]


def foreseen(*words: str, language: str = "en") -> dict[str, object]:
    events = [event for event in told("why", *words) if event["event"] == "foreseen"]
    return next(event for event in events if event["language"] == language)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new lecture of one's own, rendered in both languages."""
    folder = tmp_path_factory.mktemp("why") / "my"
    CliRunner().invoke(main, ["new", str(folder)])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        before = foreseen()
        assert (before["drawn"], before["reasons"]) == (True, ["never drawn at draft"])
        assert before["spoken"] == ["question", "walk", "answer"]
        assert before["seconds"] is None
        run("render", "--lang", "en,zh")
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that lecture with its cache, in which commands are run."""
    shutil.copytree(made, tmp_path / "my")
    monkeypatch.chdir(tmp_path / "my")
    return tmp_path / "my"


def test_what_is_kept_is_told_and_the_films_stay(place: Path) -> None:
    # The receipt of a film knows its folder: a moved lecture gets a new film of the same pictures.
    run("render", "--lang", "en,zh")
    output = run("why", "--lang", "en,zh").stdout
    assert output.count(": kept") == 2
    assert output.count("stays as it is") == 2
    [drawn] = [event["drawn"] for event in told("why") if event["event"] == "foretold"]
    assert drawn == 0


def changed_words(place: Path) -> None:
    change(place / "segments" / SEGMENT / "en.toml", "This is a valley", "Here is a valley")


def changed_mark(place: Path) -> None:
    change(place / "segments" / SEGMENT / "en.toml", "<go/> Here it takes", "Here <go/> it takes")


def changed_screen(place: Path) -> None:
    change(place / "segments" / SEGMENT / "en.toml", 'start = "start"', 'start = "here"')


def changed_title(place: Path) -> None:
    change(place / "segments" / SEGMENT / "en.toml", 'title = "First steps"', 'title = "Second steps"')


def changed_drawing(place: Path) -> None:
    path = place / "segments" / SEGMENT / "scene.py"
    path.write_text(path.read_text(encoding="utf-8") + "\nSIZE = 3\n", encoding="utf-8")


def removed(place: Path) -> None:
    for path in (place / "media" / "cache" / "pictures").iterdir():
        path.unlink()


def damaged(place: Path) -> None:
    for path in (place / "media" / "cache" / "pictures").glob("*.mp4"):
        path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize(
    ("changed", "spoken", "reason"),
    [
        (changed_words, ["question"], "en.toml: words of cue question"),
        (changed_mark, [], "en.toml: marks of cue walk"),
        (changed_screen, [], "en.toml: on the screen start"),
        (changed_title, [], "en.toml: the title"),
        (changed_drawing, [], f"source: segments.{SEGMENT}.scene"),
        (removed, [], "what was kept has been removed"),
        (damaged, [], "what is kept is damaged"),
    ],
)
def test_each_change_is_told_by_its_name_and_nothing_else_is(
    place: Path, changed: Callable[[Path], None], spoken: list[str], reason: str
) -> None:
    changed(place)
    one = foreseen()
    assert one["drawn"]
    assert one["spoken"] == spoken
    assert [found for found in one["reasons"] if reason in found], one["reasons"]
    assert not [found for found in one["reasons"] if "machine" in found], one["reasons"]
    # It took some time before, and will again.
    assert 0 < float(str(one["seconds"])) < 600
    # What the other language shows is not touched by words of this one.
    assert foreseen("--lang", "zh", language="zh")["drawn"] == (
        changed in (changed_drawing, removed, damaged)
    )


def test_a_number_that_is_set_is_told_with_what_it_was(place: Path) -> None:
    [parameter] = [
        reason
        for reason in foreseen("--set", f"{SEGMENT}.steps=7")["reasons"]  # type: ignore[attr-defined]  # a list
        if reason.startswith("parameter")
    ]
    assert parameter.startswith("parameter steps: ")
    assert parameter.endswith(" -> 7")


def test_what_is_foreseen_is_what_a_render_then_does_and_foreseeing_does_nothing(place: Path) -> None:
    changed_words(place)
    before = everything(place / "media")
    dry = told("render", "--dry-run", "--lang", "en,zh")
    assert {path: data for path, data in everything(place / "media").items() if "files.json" not in path} == {
        path: data for path, data in before.items() if "files.json" not in path
    }
    events = told("render", "--lang", "en,zh")
    drawn = {str(event["language"]) for event in events if event["event"] == "drawn"}
    assert (
        drawn
        == {str(one["language"]) for one in dry if one["event"] == "foreseen" and one["drawn"]}
        == {"en"}
    )
    [films] = [event["films"] for event in dry if event["event"] == "foretold"]
    new = {str(event["files"][0]): event["new"] for event in events if event["event"] == "film"}  # type: ignore[index]
    assert films == new


def test_a_segment_that_is_not_in_the_lecture_is_told(place: Path) -> None:
    result = CliRunner().invoke(main, ["why", "first_step"])
    assert result.exit_code == 2
    assert "did you mean" in result.output
