"""The command line: what it prints, and that no mistake of a user ends in a traceback."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from lecture.cli import main
from scenes import catalog

ROOT = Path(catalog.__file__).parents[1]
SEGMENT = "zigzag_sgd"
LECTURE = f'title = {{ en = "A" }}\nvoice = "silent"\nquality = "draft"\n[[segment]]\nname = "{SEGMENT}"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def mistake(*arguments: str) -> str:
    """Run a wrong command and return what it says."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert len(result.output.splitlines()) <= 4
    return result.output


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_help_loads_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom lecture.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('manim', 'scipy', 'numpy', 'pydantic', 'rich', 'av') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "render" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_has_a_help_page() -> None:
    names = main.list_commands(click.Context(main))
    assert "render" in names
    for name in names:
        assert run(name, "--help").exit_code == 0


def test_list_names_every_segment() -> None:
    output = run("list").output
    assert all(name in output for name in catalog.segments())


def test_show_tells_changed_numbers_in_the_words() -> None:
    stock = run("show", SEGMENT).output
    changed = run("show", SEGMENT, "--set", f"{SEGMENT}.learning_rate=0.77").output
    assert "0.95" in stock
    assert "0.77" in changed
    assert "0.77" not in stock


def test_preview_writes_one_picture_and_says_where(folder: Path) -> None:
    result = run(
        "preview", SEGMENT, "--at", "1.5", "--quality", "draft", "--voice", "silent", "--out", "here"
    )
    assert result.exit_code == 0, result.output
    assert files(folder / "here") == {f"{SEGMENT}.en.1.50s.png"}
    assert f"here/{SEGMENT}.en.1.50s.png" in result.output


UNKNOWN = {
    "command": (("rendr",), "did you mean 'render'"),
    "option": (("render", "--qualty", "draft"), "--quality"),
    "segment": (("show", "zigzag"), f"did you mean '{SEGMENT}'"),
    "language": (("show", SEGMENT, "--lang", "fr"), "known: en, zh"),
    "language to render": (("render", "a.toml", "--lang", "en,fr"), "unknown language 'fr'"),
    "quality": (("preview", SEGMENT, "--quality", "1080p"), "did you mean '1080p60'"),
    "quality to render": (("render", "a.toml", "--quality", "1080p"), "did you mean '1080p60'"),
    "voice": (("preview", SEGMENT, "--voice", "espek"), "did you mean 'espeak'"),
    "parameter": (("show", SEGMENT, "--set", f"{SEGMENT}.learning_rat=1"), "did you mean 'learning_rate'"),
    "objective": (("show", SEGMENT, "--set", f"{SEGMENT}.objective=ravin"), "did you mean 'ravine'"),
    "cue": (("preview", SEGMENT, "--voice", "silent", "--cue", "wlk"), "did you mean 'walk'"),
    "segment to render": (("render", "a.toml", "--only", "zigzag"), f"did you mean '{SEGMENT}'"),
    "file": (("render", "b.toml"), "b.toml: cannot be read: there is no such file"),
}


@pytest.mark.parametrize(("arguments", "told"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_name_is_told_with_the_nearest_one(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    (folder / "a.toml").write_text(LECTURE)
    assert told in mistake(*arguments)


WRONG = {
    "range": ((f"{SEGMENT}.learning_rate=3",), "less than or equal to 2"),
    "type": ((f"{SEGMENT}.learning_rate=fast",), "valid number"),
    "form": (("learning_rate=1",), "write it so"),
    "meaning": ((f"{SEGMENT}.start=[0, 2]",), "lies on an axis"),
}


@pytest.mark.parametrize(("settings", "told"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("command", ["render", "check", "preview", "show"])
def test_a_wrong_value_is_told(folder: Path, command: str, settings: tuple[str, ...], told: str) -> None:
    (folder / "a.toml").write_text(LECTURE)
    subject = "a.toml" if command in ("render", "check") else SEGMENT
    changes = [word for setting in settings for word in ("--set", setting)]
    assert told in mistake(command, subject, *changes)
    assert files(folder) == {"a.toml"}


def test_a_moment_outside_the_segment_is_told() -> None:
    assert "lasts from 0 to" in mistake("preview", SEGMENT, "--voice", "silent", "--at", "1000")
    assert "exclude each other" in mistake("preview", SEGMENT, "--at", "1", "--cue", "walk")


WORDS = {
    "not TOML": (lambda text: text.replace("[screen]", "[screen"), "not valid TOML"),
    "a cue is missing": (lambda text: text.replace("[cue.moral]", "[cue.morals]", 1), "moral"),
    "unknown fact": (lambda text: text.replace("{flips}", "{flip}"), "did you mean 'flips'"),
    "unknown mark": (lambda text: text.replace("<goal/>", "<goal/> <gaol/>", 1), "gaol"),
    "a mark is missing": (lambda text: text.replace("<goal/>", "", 1), "goal"),
}


@pytest.mark.parametrize(("spoil", "told"), WORDS.values(), ids=WORDS)
def test_a_mistake_in_the_words_is_told_with_its_line(folder: Path, spoil: object, told: str) -> None:
    stock = catalog.words_file(SEGMENT, "en").read_text(encoding="utf-8")
    mine = folder / "words" / SEGMENT / "en.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text(spoil(stock), encoding="utf-8")
    assert mine.read_text(encoding="utf-8") != stock
    (folder / "a.toml").write_text('words = "words"\n' + LECTURE)
    before = files(folder)
    output = mistake("render", "a.toml")
    assert told in output
    assert f"words/{SEGMENT}/en.toml:" in output
    assert files(folder) == before


def test_words_that_are_missing_in_a_language_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "segments" / SEGMENT).mkdir(parents=True)
    (folder / "segments" / SEGMENT / "facts.py").touch()
    monkeypatch.setattr(catalog, "SEGMENTS", folder / "segments")
    assert f"{SEGMENT}/zh.toml: {SEGMENT}: this words file is missing" in mistake(
        "show", SEGMENT, "--lang", "zh"
    )


def test_an_output_folder_that_cannot_be_written_is_told_before_anything_is_drawn(folder: Path) -> None:
    (folder / "a.toml").write_text(LECTURE)
    (folder / "file").touch()
    assert "cannot write here" in mistake("render", "a.toml", "--out", "file/out")
    assert "cannot write here" in mistake("preview", SEGMENT, "--voice", "silent", "--out", "file")
    assert not list(folder.rglob("*.mp4"))


def test_debug_shows_the_traceback_of_a_mistake() -> None:
    result = run("show", "zigzag", "--debug")
    assert result.exit_code == 2
    assert "Traceback" in result.output


def test_check_tells_which_claims_do_not_hold(folder: Path) -> None:
    (folder / "a.toml").write_text(LECTURE)
    calm = run("check", "a.toml", "--no-layout")
    assert calm.exit_code == 0, calm.output
    assert "note" not in calm.output
    wild = run("check", "a.toml", "--no-layout", "--set", f"{SEGMENT}.learning_rate=1.05")
    assert wild.exit_code == 0, wild.output
    assert "'diverges' holds" in wild.output


def test_check_tells_which_subtitles_nobody_can_read_in_time(folder: Path) -> None:
    stock = catalog.words_file(SEGMENT, "en").read_text(encoding="utf-8")
    mine = folder / "words" / SEGMENT / "en.toml"
    mine.parent.mkdir(parents=True)
    much = "Shown for a second, far too long for anybody to read. " * 3
    hurried = f"[[{much}|Go.]] <go/>"
    mine.write_text(stock.replace("<go/>", hurried), encoding="utf-8")
    (folder / "a.toml").write_text('words = "words"\n' + LECTURE.replace("silent", "espeak"))
    result = run("check", "a.toml", "--no-layout")
    assert result.exit_code == 2
    assert "characters a second" in result.output
    assert "cue 'walk'" in result.output


def test_check_tells_where_something_stands_in_the_way_and_looks_once(folder: Path) -> None:
    stock = catalog.words_file(SEGMENT, "en").read_text(encoding="utf-8")
    mine = folder / "words" / SEGMENT / "en.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text(
        re.sub(r'^minimum = ".*"$', f'minimum = "{"far " * 40}"', stock, flags=re.M), encoding="utf-8"
    )
    (folder / "a.toml").write_text('words = "words"\n' + LECTURE)
    result = run("check", "a.toml")
    assert result.exit_code == 2
    assert re.search(
        rf"^{SEGMENT} \(en\) question \d+\.\d s: '(far )+' reaches into the margin", result.output, re.M
    )
    assert f"ok: {SEGMENT} (zh)" in result.output
    kept = {path: path.stat().st_mtime_ns for path in (folder / "media/cache/layouts").iterdir()}
    assert run("check", "a.toml").output == result.output
    assert {path: path.stat().st_mtime_ns for path in (folder / "media/cache/layouts").iterdir()} == kept


def test_doctor_finds_this_machine_well_and_tells_how_to_mend_what_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run("doctor").exit_code == 0
    monkeypatch.setattr("sys.version_info", (3, 10, 0))
    ill = run("doctor")
    assert ill.exit_code == 2
    assert "make setup PYTHON=" in ill.output
