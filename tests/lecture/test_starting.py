"""A lecture of one's own from nothing, one more segment, and words to start from."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lecture.cli import main
from lecture.rendering.probe import probe
from lecture.rendering.survey import look_over
from lecture.spec import load_spec
from optimlib import places
from scenes import catalog
from scenes.narration.language import languages
from scenes.narration.reading import load_words
from scenes.performance import Performance
from tests.lecture.running import lecture

FILES = {
    "README.md",
    "lecture.toml",
    *(f"segments/first_steps/{name}" for name in ("facts.py", "scene.py", "en.toml", "zh.toml")),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_new_lecture_is_written_checked_and_made_into_films_at_once(folder: Path) -> None:
    result = run("new", "my lecture")
    assert result.exit_code == 0, result.output
    mine = folder / "my lecture"
    assert files(mine) == FILES
    assert len((mine / "README.md").read_text(encoding="utf-8").splitlines()) <= 12
    # The quickest voice that is heard; the natural ones are measured by benchmarks/voices.py.
    file = mine / "lecture.toml"
    source = file.read_text(encoding="utf-8")
    assert '# voice = "silent"' in source
    file.write_text(source.replace('# voice = "silent"', 'voice = "espeak"'), encoding="utf-8")
    check = lecture("check", folder=mine)
    assert check.returncode == 0, check.stdout + check.stderr
    assert sorted(check.stdout.splitlines()) == [f"ok: first_steps ({code})" for code in languages()]
    done = lecture("render", "--quality", "draft", folder=mine)
    assert done.returncode == 0, done.stderr
    films = sorted((mine / "media/lectures").glob("*.mp4"))
    assert [film.name for film in films] == ["lecture.draft.en.mp4", "lecture.draft.zh.mp4"]
    assert [chapter.title for film in films for chapter in probe(film).chapters] == [
        "First steps",
        "最初几步",
    ]


def test_its_words_and_pictures_hold_at_the_ends_of_every_range(folder: Path) -> None:
    run("new", "my")
    with places.beside(folder / "my"):
        story = catalog.story("first_steps")
        for language in languages():
            words = load_words(catalog.words_file("first_steps", language))
            for numbers in (
                {"optimizer": {"name": "gradient_descent", "learning_rate": 0.001}},
                {"optimizer": {"name": "gradient_descent", "learning_rate": 0.6}},
                {"optimizer": "adam", "objective": "x**2/20 + y**2"},
                {"optimizer": "momentum", "objective": "beale", "steps": 2},
                {"steps": 30},
            ):
                params = story.parameters(**numbers)
                facts = story.facts(params)
                assert facts.grows == (facts.losses[-1] > facts.losses[0])
                assert words.problems(story.told(params, facts), story.beats) == []
                performance = Performance.prepare("first_steps", language, params)
                assert [str(fault) for fault in look_over(performance)] == []


def test_what_is_there_is_not_overwritten_and_nothing_half_written_is_left(folder: Path) -> None:
    (folder / "my").mkdir()
    (folder / "my/README.md").write_text("mine")
    result = run("new", "my")
    assert result.exit_code == 2
    assert "my/README.md: this is there already" in result.output
    assert files(folder) == {"my/README.md"}
    assert [path.name for path in (folder / "my").iterdir()] == ["README.md"]
    (folder / "file").touch()
    assert "cannot be written" in run("new", "file/x").output
    assert run("new").exit_code == 2


def test_a_segment_is_added_under_a_name_of_its_own(folder: Path) -> None:
    run("new", "my")
    result = run("new", "--segment", "second_thoughts", "my")
    assert result.exit_code == 0, result.output
    added = folder / "my/segments/second_thoughts"
    assert files(added) == {"facts.py", "scene.py", "en.toml", "zh.toml"}
    assert "class SecondThoughts(Segment)" in (added / "scene.py").read_text(encoding="utf-8")
    assert not any("irst" in path.read_text(encoding="utf-8") for path in added.iterdir())
    with places.beside(folder / "my"):
        spec = load_spec(folder / "my/lecture.toml")
        assert [segment.name for segment in spec.segments] == ["first_steps", "second_thoughts"]
        assert Performance.prepare("second_thoughts", "en").script.title == "Second thoughts"
        assert catalog.segment_class("second_thoughts").__name__ == "SecondThoughts"


REFUSED = {
    "taken by ours": ("zigzag_sgd", "there is a segment 'zigzag_sgd' already"),
    "taken by one's own": ("first_steps", "there is a segment 'first_steps' already"),
    "capitals": ("Second", "cannot be a segment's name"),
    "a keyword": ("class", "cannot be a segment's name"),
    "a path": ("a/b", "cannot be a segment's name"),
}


@pytest.mark.parametrize(("name", "told"), REFUSED.values(), ids=REFUSED)
def test_a_name_that_cannot_be_is_refused(folder: Path, name: str, told: str) -> None:
    run("new", "my")
    before = (folder / "my/lecture.toml").read_text(encoding="utf-8")
    result = run("new", "--segment", name, "my")
    assert result.exit_code == 2
    assert told in result.output
    assert (folder / "my/lecture.toml").read_text(encoding="utf-8") == before
    assert files(folder / "my") == FILES


def test_a_segment_needs_a_lecture(folder: Path) -> None:
    result = run("new", "--segment", "second_thoughts")
    assert result.exit_code == 2
    assert "lecture.toml: there is no lecture file here" in result.output
    assert files(folder) == set()


def test_words_to_start_from_are_the_segments_own_until_they_are_changed(folder: Path) -> None:
    printed = run("words", "zigzag_sgd", "--lang", "zh").output
    assert tomllib.loads(printed) == tomllib.loads(
        catalog.words_file("zigzag_sgd", "zh").read_text(encoding="utf-8")
    )
    result = run("words", "zigzag_sgd", "--out", "my_words")
    assert result.exit_code == 0, result.output
    assert "words = 'my_words'" in result.output
    mine = folder / "my_words/zigzag_sgd/en.toml"
    (folder / "lecture.toml").write_text(
        'title = "A"\nwords = "my_words"\nvoice = "silent"\n[[segment]]\nname = "zigzag_sgd"\n'
    )
    stock = Performance.prepare("zigzag_sgd", "en").script
    [segment] = load_spec(folder / "lecture.toml").segments
    assert Performance.prepare("zigzag_sgd", "en", words=segment.words["en"]).script == stock
    again = run("words", "zigzag_sgd", "--out", "my_words")
    assert again.exit_code == 2
    assert "my_words/zigzag_sgd/en.toml: this file is there already" in again.output
    mine.write_text('title = "Mine"')
    assert run("show", "zigzag_sgd").output.splitlines()[1] == "Mine"


def test_words_that_are_not_there_are_told(folder: Path) -> None:
    run("new", "my")
    (folder / "my/segments/first_steps/zh.toml").unlink()
    unsaid = run("words", "first_steps", "--lang", "zh", "--lecture", "my/lecture.toml").output
    assert "here they stand as English says them" in unsaid
    assert tomllib.loads(unsaid) == tomllib.loads(Path("my/segments/first_steps/en.toml").read_text("utf-8"))
    told = run("words", "zigzag_sgd", "--lang", "de").output
    assert "no language 'de'" in told
    assert "lecture new --language de adds it" in told
    assert "did you mean 'zigzag_sgd'" in run("words", "zigzag").output


def test_a_language_is_added_and_the_words_of_a_segment_are_translated(folder: Path) -> None:
    run("new", "my")
    result = run("new", "my", "--language", "de")
    assert result.exit_code == 0, result.output
    assert result.output == "my/languages/de.toml  (then: lecture words SEGMENT --lang de)\n"
    speakers = run("voices", "--lecture", "my/lecture.toml").output.splitlines()
    assert any(line.split()[:3] == ["espeak", "de", "(usual)"] for line in speakers)
    assert not any(line.startswith(("hibari", "kokoro")) and " de " in line for line in speakers)
    words = run("words", "zigzag_sgd", "--lang", "de", "--lecture", "my/lecture.toml").output
    mine = folder / "my/segments/zigzag_sgd"
    mine.mkdir()
    (mine / "de.toml").write_text(words, encoding="utf-8")
    (folder / "my/german.toml").write_text(
        'title = { de = "Zickzack" }\nlanguages = ["de"]\nvoice = "silent"\n[[segment]]\nname = "zigzag_sgd"\n',
        encoding="utf-8",
    )
    checked = run("check", "my/german.toml", "--no-layout")
    assert checked.exit_code == 0, checked.output
    assert "ok: zigzag_sgd (de)" in checked.output
    again = run("new", "my", "--language", "de")
    assert again.exit_code == 2
    assert "de.toml: " in again.output or "there is a language 'de' already" in again.output
    assert "two or three small letters" in run("new", "my", "--language", "de/../x").output


def test_a_language_needs_a_voice(folder: Path) -> None:
    run("new", "my")
    run("new", "my", "--language", "de")
    file = folder / "my/languages/de.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('preferred = ["espeak"]', "preferred = []"), encoding="utf-8")
    result = run("check", "my/lecture.toml", "--no-layout")
    assert result.exit_code == 2
    assert "'preferred' is empty" in result.output
