"""The command line: what it prints, and that no mistake of a user ends in a traceback."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from lecture.cli import main
from lecture.spec import LectureSpec
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


def mistake_of_usage(*arguments: str) -> str:
    """Run a command that is written wrongly; click adds how it is to be written."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
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
    "language": (("show", SEGMENT, "--lang", "fr"), "there are: en, zh"),
    "language to render": (("render", "a.toml", "--lang", "en,fr"), "no language 'fr'"),
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
    "range": ((f"{SEGMENT}.learning_rate=3",), "less than or equal to 1.2"),
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
    "unknown mark": (lambda text: text.replace("<miss/>", "<miss/> <gaol/>", 1), "gaol"),
    "a mark is missing": (lambda text: text.replace("<miss/>", "", 1), "miss"),
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


def test_words_that_are_missing_in_a_language_are_told(folder: Path) -> None:
    (folder / "segments" / SEGMENT).mkdir(parents=True)
    facts = catalog.STOCK.folder / SEGMENT / "facts.py"
    (folder / "segments" / SEGMENT / "facts.py").write_text(
        facts.read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / "segments" / SEGMENT / "en.toml").touch()
    (folder / "a.toml").write_text(LECTURE.replace("[[", 'languages = ["zh"]\n[['))
    output = mistake("render", "a.toml")
    assert f"{SEGMENT}/zh.toml: {SEGMENT}: this words file is missing" in output


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
    (folder / "a.toml").write_text(
        'words = "words"\nlanguages = ["en", "zh"]\n' + LECTURE.replace("}", ', zh = "A" }')
    )
    result = run("check", "a.toml")
    assert result.exit_code == 2
    assert re.search(
        rf"^{SEGMENT} \(en\) question \d+\.\d s: '(far )+' reaches into the margin", result.output, re.M
    )
    assert f"ok: {SEGMENT} (zh)" in result.output.splitlines()

    # What is kept is taken: it is as old as it was.
    def kept() -> dict[Path, int]:
        layouts = (folder / "media/cache/layouts").iterdir()
        return {path: path.stat().st_mtime_ns for path in layouts if path.suffixes == [".json"]}

    before = kept()
    assert before
    # Each is told when it is known, so the order may be another.
    assert sorted(run("check", "a.toml").output.splitlines()) == sorted(result.output.splitlines())
    assert kept() == before


TWICE = LECTURE.replace("[[segment]]", 'words = "mine"\n[[segment]]', 1) + (
    f'[[segment]]\nname = "{SEGMENT}"\nid = "fast"\n[segment.parameters]\nlearning_rate = 1.05\n'
    '[segment.words.en]\ntitle = "Too fast: {learning_rate:g}"\n'
)


@pytest.fixture
def twice(folder: Path) -> Path:
    mine = folder / "mine" / SEGMENT / "en.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text(
        'title = "Mine"\n[cue.question]\n'
        'text = "It <miss/> bends, at 0.95 <rule/> we start, and there is the end."\n'
    )
    path = folder / "my.toml"
    path.write_text(TWICE)
    return path


def test_show_and_preview_take_a_lecture_file_and_one_use_of_a_segment(folder: Path, twice: Path) -> None:
    first = run("show", SEGMENT, "--lecture", "my.toml").output
    assert first.startswith(f"{SEGMENT} is shown 2 times: this is {SEGMENT}#1 (also: fast)\nMine\n")
    assert run("show", "fast", "--lecture", "my.toml").output.startswith("Too fast: 1.05\n")
    assert "learning_rate  1.05" in run("show", f"{SEGMENT}#2", "--lecture", "my.toml").output
    assert (
        "learning_rate  0.5"
        in run("show", "fast", "--lecture", "my.toml", "--set", "fast.learning_rate=0.5").output
    )
    assert "no segment 'rolling_ball' in this lecture" in mistake(
        "show", "rolling_ball", "--lecture", "my.toml"
    )
    result = run("preview", f"{SEGMENT}#1", "--lecture", "my.toml", "--at", "0:01.5")
    assert result.exit_code == 0, result.output
    assert files(folder / "media/previews") == {f"{SEGMENT}-1.en.1.50s.png"}


def test_a_lecture_file_here_is_meant_where_none_is_named(folder: Path, twice: Path) -> None:
    twice.rename(folder / "lecture.toml")
    assert run("show", "fast").output.startswith("lecture: lecture.toml\nToo fast: 1.05\n")
    other = run("show", "rolling_ball")
    assert "rolling_ball is not in lecture.toml: with its own words and numbers" in other.output
    assert other.exit_code == 0
    check = run("check", "--no-layout", "--only", "fast")
    assert "ok: fast (en)" in check.output
    (folder / "lecture.toml").write_text(TWICE.replace("mine", "nowhere"))
    assert "lecture.toml:4: no folder 'nowhere'" in run("render").output


def test_check_looks_at_the_languages_and_segments_that_are_meant(folder: Path, twice: Path) -> None:
    def looked_at(*arguments: str) -> list[str]:
        result = run("check", "my.toml", "--no-layout", *arguments)
        assert result.exit_code == 0, result.output
        return [line for line in result.output.splitlines() if not line.startswith("note")]

    assert looked_at() == [f"ok: {SEGMENT}#1 (en)", "ok: fast (en)"]
    assert looked_at("--only", "fast") == ["ok: fast (en)"]
    assert looked_at("--only", "fast", "--lang", "zh,en") == ["ok: fast (zh)", "ok: fast (en)"]


def test_check_asks_the_voice_that_is_meant(folder: Path) -> None:
    own = LECTURE.replace('voice = "silent"', '[voice.en]\nname = "recorded"\nfolder = "sound"\n')
    own = own.replace('quality = "draft"\n', "")
    (folder / "sound").mkdir()
    (folder / "a.toml").write_text('quality = "draft"\n' + own)
    assert run("check", "a.toml", "--no-layout").exit_code == 2
    assert run("check", "a.toml", "--no-layout", "--voice", "silent").output == f"ok: {SEGMENT} (en)\n"


def test_check_points_at_numbers_typed_into_own_words(folder: Path, twice: Path) -> None:
    output = run("check", "my.toml", "--no-layout").output
    assert (
        f"note: mine/{SEGMENT}/en.toml:3: 0.95 is {{learning_rate}} or {{best_rate}} here: write the fact"
        in output
    )
    twice.write_text(LECTURE)
    assert "write the fact" not in run("check", "my.toml", "--no-layout").output


def translated(folder: Path, old: str, new: str) -> Path:
    """Write words of one's own for a segment of ours, in a place of the package's shape; return their file."""
    path = folder / "segments" / SEGMENT / "en.toml"
    path.parent.mkdir(parents=True)
    text, changes = re.subn(old, new, catalog.words_file(SEGMENT, "en").read_text("utf-8"), flags=re.S)
    assert changes
    path.write_text(text, encoding="utf-8")
    (folder / "a.toml").write_text(LECTURE)
    return path


def test_check_points_at_numbers_typed_into_a_translation(folder: Path) -> None:
    path = translated(folder, r"\{learning_rate:g\}", "0.95")
    output = run("check", "a.toml", "--no-layout").output
    assert re.search(rf"note: {path}:\d+: 0.95 is \{{learning_rate\}}", output)


def test_check_asks_for_the_other_words_that_another_language_has(folder: Path) -> None:
    path = translated(folder, r"\[\[cue\.walk\.when\]\].*?(?=\n\[)", "")
    result = run("check", "a.toml", "--no-layout")
    assert result.exit_code == 2
    assert re.search(
        rf"^{path}:\d+: cue 'walk' has no other words for when 'diverges' holds, as it has in 'zh'\n"
        r"  add \[\[cue.walk.when\]\] with fact = 'diverges'",
        result.output,
        re.M,
    )


ON_SCREEN = {
    "markup": ('start = "$thetta$"', "thetta", 2),
    "brackets": ('start = "#box["', "unclosed", 2),
    "title": ('title = "$thetta$"', "thetta", 1),
}


@pytest.mark.parametrize(("text", "told", "line"), ON_SCREEN.values(), ids=ON_SCREEN)
def test_check_finds_what_cannot_be_set_without_drawing_it(
    folder: Path, twice: Path, text: str, told: str, line: int
) -> None:
    mine = folder / "mine" / SEGMENT / "en.toml"
    mine.write_text(text if "title" in text else f"[screen]\n{text}")
    output = run("check", "my.toml", "--no-layout", "--only", f"{SEGMENT}#1").output
    assert re.search(rf"^mine/{SEGMENT}/en.toml:{line}: .*{told}", output, re.M)


OWN_NAMES = {
    "--set": ("a.learning_rate=0.9", "--set", f"{SEGMENT}.learning_rate=0.9"),
    "--quality": ("a.720p30", "--quality", "720p30"),
    "--voice": ("a.espeak", "--voice", "espeak"),
}


@pytest.mark.parametrize(("name", "option", "value"), OWN_NAMES.values(), ids=OWN_NAMES)
def test_a_film_with_other_choices_never_takes_the_place_of_the_lectures_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, option: str, value: str
) -> None:
    # What would be drawn is known before anything is; nothing has to be drawn for that.
    asked: list[LectureSpec] = []
    monkeypatch.setattr("lecture.rendering.produce.produce", lambda spec, *rest: asked.append(spec))
    (folder / "a.toml").write_text(LECTURE)
    assert f"a film of its own: {name} (the lecture's is a)" in run("render", "a.toml", option, value).output
    assert (
        "a film of its own" not in run("render", "a.toml", "--quality", "draft", "--voice", "silent").output
    )
    assert [spec.name for spec in asked] == [name, "a"]


def test_a_moment_is_written_as_times_are_printed() -> None:
    option = next(one for one in main.get_command(click.Context(main), "preview").params if one.name == "at")
    for written, seconds in {
        "80": 80,
        "80.5": 80.5,
        "1:20": 80,
        "1:20.5": 80.5,
        "0:07": 7,
        ".5": 0.5,
    }.items():
        assert option.process_value(click.Context(main), written) == seconds
    for wrong in ("1:75", "1:", "a", "-3", "1:2:3", "nan"):
        assert "is no moment" in mistake_of_usage("preview", SEGMENT, f"--at={wrong}")


def completed(line: str, position: int) -> list[str]:
    """Ask for completion as bash does."""
    env = {"_LECTURE_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(position)}
    output = (
        CliRunner().invoke(main, [], prog_name="lecture", env=env, complete_var="_LECTURE_COMPLETE").output
    )
    return [one.partition(",")[2] for one in output.split()]


def test_a_shell_completes_segments_cues_languages_and_qualities(folder: Path, twice: Path) -> None:
    assert completed("lecture show zig", 2) == [SEGMENT]
    assert set(completed("lecture preview --lecture my.toml ", 4)) >= {"fast", "rolling_ball"}
    assert completed(f"lecture preview {SEGMENT} --cue wa", 4) == ["walk"]
    assert completed("lecture preview fast --lecture my.toml --cue wa", 6) == ["walk"]
    assert completed("lecture render --quality 1", 3) == ["1080p60"]
    assert completed("lecture show x --lang ", 4) == ["en", "zh"]
    assert completed("lecture preview nothing --cue ", 4) == []


def test_doctor_finds_this_machine_well_and_tells_how_to_mend_what_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    well = run("doctor")
    assert well.exit_code == 0, well.output
    monkeypatch.setattr("sys.version_info", (3, 10, 0))
    ill = run("doctor")
    assert ill.exit_code == 2
    assert "make setup PYTHON=" in ill.output
