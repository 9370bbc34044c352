"""What is printed: a user's text as it is, whole, a line each; for programs as JSON that the page describes."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from lecture.cli import main
from lecture.console import plain_console, print_rows
from lecture.rendering.progress import Display
from lecture.show import show_catalog, show_segment
from lecture.spec import single
from scenes import catalog
from tests.lecture.running import ROOT, lecture

SEGMENT = "zigzag_sgd"
STEPS = "steps=2"
LECTURE = """\
title = {{ en = "{title}" }}
name = "{name}"
voice = "silent"
quality = "draft"
words = "words"
[[segment]]
name = "zigzag_sgd"
"""
STRANGE = ("a [/b] c", "[draft] films", "[red]x[/red]", ":smile:", "\\[b]", "x" * 120, "% 100 %s {x}")


def short_words(folder: Path, pause: float = 0.3) -> None:
    """Write words of one word a cue, so that little is drawn."""
    beats = catalog.story(SEGMENT).beats
    cues = [
        f'[cue.{beat}]\npause = {pause}\ntext = "{" ".join(f"<{mark}/>" for mark in marks)} Go."\n'
        for beat, marks in beats.items()
    ]
    stock = catalog.words_file(SEGMENT, "en").read_text(encoding="utf-8")
    screen = re.search(r"^\[screen\]\n.*?(?=^\[cue)", stock, re.M | re.S)
    assert screen
    words = folder / "words" / SEGMENT / "en.toml"
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_text('title = "Short [b]words[/b]"\n' + screen[0] + "\n".join(cues), encoding="utf-8")


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lecture that is drawn in seconds, and is drawn already."""
    folder = tmp_path_factory.mktemp("short")
    short_words(folder)
    (folder / "a.toml").write_text(LECTURE.format(title="A", name="a"))
    done = lecture("render", "a.toml", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", STRANGE)
def test_a_path_is_printed_as_it_is_and_whole(name: str, short: Path) -> None:
    out = f"{short}/{name}/" + "/".join(["deep"] * 40)
    done = lecture("render", "a.toml", "--out", out, folder=short)
    assert done.returncode == 0, done.stderr
    [line] = done.stdout.splitlines()
    path, _, told = line.partition("  (")
    assert path == f"{out}/a.en.mp4"
    assert Path(path).exists()
    assert told.endswith("draft)")


def test_a_path_need_not_be_text(short: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lecture", "render", "a.toml", "--out", b"no\xfftext"],
        cwd=short,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"no\xfftext/a.en.mp4")


def test_a_terminal_of_another_alphabet_gets_escapes() -> None:
    done = lecture("list", folder=ROOT, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert "\\u" in done.stdout


def printed(width: int, *rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    console = plain_console(out) if width == 0 else terminal(out, width)
    print_rows(console, rows, header=("a", "b", "c"))
    return out.getvalue()


def terminal(out: io.StringIO, width: int) -> Console:
    console = plain_console(out)
    console.width = width
    console._force_terminal = True
    return console


@pytest.mark.parametrize("width", [1, 10, 40, 80, 200])
def test_no_name_is_cut_and_no_markup_read_at_any_width(width: int) -> None:
    names = ("a_name_that_is_rather_long", "[b]bold[/b]", ":smile:")
    told = printed(width, (*names[:2], "words [i]and[/i] more words " * 3), (names[2], "x", "y"))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    assert all(name in plain for name in names)
    letters = re.sub(r"\s", "", plain)
    assert sum(letters.count(word) for word in ("words", "[i]and[/i]", "more")) == 12


def test_where_there_is_no_terminal_a_row_is_a_line() -> None:
    assert printed(0, ("a", "b", "long " * 200)).count("\n") == 2
    out = io.StringIO()
    show_catalog(plain_console(out))
    assert len(out.getvalue().splitlines()) == 1 + len(catalog.segments())
    show_segment(single(SEGMENT), "en", plain_console(out := io.StringIO()))
    assert max(map(len, out.getvalue().splitlines())) > 200


@dataclass
class Part:
    """As much of a planned segment as the display asks for."""

    name: str
    frames: int = 90

    def told(self) -> str:
        """Its name for a reader."""
        return self.name


@pytest.mark.parametrize("width", [4, 20, 40, 60, 80, 120, 300])
def test_progress_shows_whole_names_at_any_width_as_they_are(width: int) -> None:
    names = ["adam_bias_correction (zh)", "[b]mine[/b] (en)"]
    out = io.StringIO()
    display = Display([Part(name) for name in names], terminal(out, width))
    tasks = [display._bars.add_task("", total=90, name=name, pace="", cue="[i]") for name in names]
    assert len(tasks) == 2
    if display._live:
        display.console.print(display._bars.get_renderable())
        told = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", out.getvalue())
        assert all(name in told for name in names)
        assert max(map(len, told.splitlines())) <= width
    else:
        assert width < len(names[0]) + 20


# -- for programs -------------------------------------------------------------------------------------------------

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
KINDS: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "list": (list,),
    "object": (dict,),
    "anything": (str, int, float, bool, list, dict, type(None)),
}


def documented() -> dict[str, dict[str, tuple[type, ...]]]:
    """Read the fields of every event from the page: ``### `event` `` and rows of a table."""
    found: dict[str, dict[str, tuple[type, ...]]] = {}
    for section in PAGE.split("\n### ")[1:]:
        name = re.match(r"`(\w+)`", section)
        assert name, section
        rows = re.findall(r"^\| `(\w+)` \| ([\w ,]+?) \|", section, re.M)
        found[name[1]] = {
            field: tuple(kind for word in re.split(r", | or ", kinds) for kind in KINDS[word])
            for field, kinds in rows
        }
    return found


def events(text: str) -> list[dict[str, object]]:
    """Read events, and hold each of them to the page."""
    page = documented()
    found = [json.loads(line) for line in text.splitlines()]
    for event in found:
        fields = {key: value for key, value in event.items() if key != "event"}
        assert set(fields) == set(page[event["event"]]), event
        for key, value in fields.items():
            kinds = page[event["event"]][key]
            assert isinstance(value, kinds), (event["event"], key, value)
            assert not isinstance(value, bool) or bool in kinds, (event["event"], key, value)
    assert found[0]["event"] == "begin"
    assert found[-1]["event"] == "end"
    return found


def run(*words: str, status: int = 0) -> list[dict[str, object]]:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == status, result.output
    assert result.stderr == ""
    found = events(result.stdout)
    assert found[0]["command"] == (words[0] if words[0] in main.list_commands(None) else "")
    assert found[-1]["status"] == status
    return found


def kinds(found: list[dict[str, object]]) -> list[str]:
    return list(dict.fromkeys(str(event["event"]) for event in found))


def test_list_and_show_tell_programs_what_they_tell_readers() -> None:
    listed = run("list", "--json")
    assert [event["name"] for event in listed if event["event"] == "segment"] == list(catalog.segments())
    shown = run("show", SEGMENT, "--json", "--set", f"{SEGMENT}.start=[-3, 1]")
    assert kinds(shown) == ["begin", "script", "parameter", "cue", "fact", "end"]
    told = {event["name"]: event for event in shown if event["event"] == "parameter"}
    assert told["start"]["value"] == [-3, 1]
    assert told["learning_rate"]["range"] == {"ge": 0.01, "le": 1.2}
    assert [event["name"] for event in shown if event["event"] == "cue"] == list(catalog.story(SEGMENT).beats)


@pytest.mark.parametrize("segment", catalog.segments())
def test_every_segment_can_be_told_to_a_program(segment: str) -> None:
    assert any(event["event"] == "fact" for event in run("show", segment, "--json", "--lang", "zh"))


def test_check_tells_programs_what_is_wrong_and_where(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(short)
    good = run("check", "a.toml", "--no-layout", "--json", "--set", f"{SEGMENT}.learning_rate=0.5")
    assert kinds(good)[-2:] == ["ok", "end"]
    words = short / "words" / SEGMENT / "zh.toml"
    stock = catalog.words_file(SEGMENT, "zh").read_text(encoding="utf-8")
    words.write_text(stock.replace("<go/>", "<gone/>", 1), encoding="utf-8")
    try:
        bad = run("check", "a.toml", "--no-layout", "--json", "--lang", "en,zh", status=2)
    finally:
        words.unlink()
    problem = next(event for event in bad if event["event"] == "problem")
    assert (problem["use"], problem["language"]) == (SEGMENT, "zh")
    assert (problem["segment"], problem["path"]) == (SEGMENT, f"words/{SEGMENT}/zh.toml")
    assert problem["line"]
    assert kinds(bad)[-2:] == ["error", "end"]


def test_check_tells_programs_which_claims_do_not_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = LECTURE.format(title="A", name="a").replace('words = "words"\n', "")
    (tmp_path / "lecture.toml").write_text(source)
    found = run("check", "--no-layout", "--json", "--set", f"{SEGMENT}.learning_rate=1.05")
    assert kinds(found) == ["begin", "note", "claim", "speaking", "spoken", "ok", "end"]
    assert found[1]["what"] == "lecture: lecture.toml"
    claims = {event["fact"]: event["cues"] for event in found if event["event"] == "claim"}
    assert "walk" in claims["diverges"]


def test_check_tells_programs_what_is_misplaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    short_words(tmp_path, pause=4)
    words = tmp_path / "words" / SEGMENT / "en.toml"
    source = re.sub(r'^minimum = ".*"$', f'minimum = "{"far " * 40}"', words.read_text(), flags=re.M)
    words.write_text(source, encoding="utf-8")
    (tmp_path / "a.toml").write_text(LECTURE.format(title="A", name="a"))
    found = run("check", "a.toml", "--json", status=2)
    assert any(event["event"] == "misplaced" and "far far" in str(event["what"]) for event in found)


@pytest.fixture
def said_otherwise(short: Path) -> Iterator[Path]:
    """The folder of that lecture, with a cue that has not been spoken yet."""
    words = short / "words" / SEGMENT / "en.toml"
    before = words.read_text(encoding="utf-8")
    words.write_text(before.replace("Go.", "Go on.", 1), encoding="utf-8")
    yield short
    words.write_text(before, encoding="utf-8")


def test_render_tells_programs_how_far_it_is_and_what_it_made(
    said_otherwise: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(said_otherwise)
    first = run("render", "a.toml", "--json", "--out", "new", "--set", f"{SEGMENT}.{STEPS}")
    assert kinds(first) == [
        "begin",
        "note",
        "speaking",
        "spoken",
        "drawing",
        "progress",
        "drawn",
        "film",
        "end",
    ]
    assert str(first[1]["what"]).startswith("a film of its own: a.steps=2 ")
    [film] = [event for event in first if event["event"] == "film"]
    assert film["new"]
    assert all(Path(file).exists() for file in film["files"])
    again = run("render", "a.toml", "--json", "--out", "new", "--set", f"{SEGMENT}.{STEPS}")
    assert kinds(again) == ["begin", "note", "film", "end"]
    assert not again[2]["new"]


def test_why_tells_programs_what_would_be_made(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(short)
    for words in (("why", "--lecture", "a.toml"), ("render", "a.toml", "--dry-run")):
        found = run(*words, "--json", "--lang", "en,zh", "--out", "elsewhere")
        assert kinds(found) == ["begin", "foreseen", "foretold", "end"]
        assert [event["language"] for event in found[1:-2]] == ["en", "zh"]
        assert found[-2]["films"] == {"elsewhere/a.en.mp4": True, "elsewhere/a.zh.mp4": True}
    assert not Path("elsewhere").exists()


MISTAKES = {
    "an option": ("render", "--json", "--qualty", "draft"),
    "an option before it": ("render", "--qualty", "draft", "--json"),
    "a value": ("render", "--json", "--jobs", "none"),
    "a name": ("show", "--json", "zigzag"),
    "a file": ("check", "nowhere.toml", "--json"),
    "a command": ("rendr", "--json"),
    "too much": ("list", "more", "--json"),
}


@pytest.mark.parametrize("words", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_as_json_too(words: tuple[str, ...]) -> None:
    found = run(*words, status=2)
    assert kinds(found) == ["begin", "error", "end"]
    assert found[1]["what"]


def test_of_several_mistakes_each_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.toml").write_text('title = "A"\nvoice = "espek"\n[[segment]]\nname = "zigzag"\n')
    found = run("check", "a.toml", "--json", status=2)
    assert kinds(found) == ["begin", "error", "end"]
    assert [(event["path"], event["line"]) for event in found[1:-1]] == [("a.toml", 2), ("a.toml", 4)]


def test_a_value_that_is_called_like_the_option_is_a_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["render", "nowhere.toml", "--out", "--json"])
    assert result.stderr.startswith("error: nowhere.toml")
    assert result.stdout == ""


def test_what_hides_ours_is_told_to_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lecture.toml").write_text(
        LECTURE.format(title="A", name="a").replace('words = "words"\n', "")
    )
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/silent.py").write_text(
        "from lecture.voices.silent import voice\n__all__ = ['voice']\n"
    )
    assert "hidden" in kinds(run("list", "--json"))


def test_every_event_of_the_page_is_seen_in_these_tests() -> None:
    seen = {"begin", "end", "error", "segment", "script", "parameter", "cue", "fact"}
    seen |= {"note", "claim", "problem", "misplaced", "ok", "drawing", "progress", "drawn", "film"}
    seen |= {"speaking", "spoken", "hidden", "foreseen", "foretold"}
    assert set(documented()) == seen


def test_on_a_terminal_a_long_path_is_whole(short: Path) -> None:
    ours, theirs = pty.openpty()
    out = "on a terminal/" + "x" * 100
    done = subprocess.Popen(
        [sys.executable, "-m", "lecture", "render", "a.toml", "--out", out],
        cwd=short,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "40", "TERM": "xterm"},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    told = b""
    while chunk := _read(ours):
        told += chunk
    assert done.wait() == 0
    assert f"{out}/a.en.mp4".encode() in told


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:
        return b""
