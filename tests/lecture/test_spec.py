"""Lecture files: what a good one gives, and how each mistake in one is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from lecture.errors import SpecError
from lecture.quality import QUALITIES
from lecture.spec import ENDING, LectureSpec, load_spec, single

GOOD = """\
title = { en = "Ravines", zh = "峡谷" }
languages = ["zh", "en"]
voice = "silent"
quality = "draft"

[[segment]]
name = "zigzag_sgd"
[segment.parameters]
learning_rate = 1
start = [-5, 2.5]
"""


@pytest.fixture
def write(tmp_path: Path) -> object:
    def write(source: str) -> Path:
        path = tmp_path / "ravines.toml"
        path.write_text(source, encoding="utf-8")
        return path

    return write


@pytest.fixture
def good(write: object) -> LectureSpec:
    return load_spec(write(GOOD))


def test_a_good_file_is_read_whole(good: LectureSpec) -> None:
    assert good.name == "ravines"
    assert good.title["zh"] == "峡谷"
    assert good.languages == ("zh", "en")
    assert (good.voice, good.quality) == ("silent", QUALITIES["draft"])
    [segment] = good.segments
    assert segment.parameters.learning_rate == 1.0
    assert segment.parameters.start == (-5.0, 2.5)
    assert segment.parameters.steps == type(segment.parameters)().steps


def test_words_beside_the_file_take_the_place_of_the_stock_ones(write: object, tmp_path: Path) -> None:
    mine = tmp_path / "mine" / "zigzag_sgd" / "en.toml"
    mine.parent.mkdir(parents=True)
    mine.touch()
    [segment] = load_spec(write('words = "mine"\n' + GOOD)).segments
    assert segment.words == {"en": mine}


MISTAKES = {
    "title": ('languages = ["en"]\n[[segment]]\nname = "zigzag_sgd"', 1, "'title' is missing"),
    "no segment": ('title = { en = "a" }', 1, "'segment' is missing"),
    "not TOML": (GOOD.replace('"draft"', "draft"), 4, "not valid TOML"),
    "not TOML at the end": (GOOD + "[segment", 11, "not valid TOML"),
    "unknown key": (GOOD.replace("voice", "voise"), 3, "did you mean 'voice'"),
    "unknown key of a segment": (GOOD.replace("name", "nam"), 7, "did you mean 'name'"),
    "unknown segment": (GOOD.replace("zigzag_sgd", "zigzag"), 7, "did you mean 'zigzag_sgd'"),
    "unknown language": (GOOD.replace('"zh", "en"', '"zh", "fr"'), 2, "unknown language 'fr'"),
    "unknown voice": (GOOD.replace("silent", "espek"), 3, "did you mean 'espeak'"),
    "unknown quality": (GOOD.replace("draft", "1080p"), 4, "did you mean '1080p60'"),
    "unknown parameter": (GOOD.replace("learning_rate", "learningrate"), 9, "did you mean 'learning_rate'"),
    "out of range": (GOOD.replace("learning_rate = 1", "learning_rate = 3"), 9, "less than or equal to 2"),
    "not finite": (GOOD.replace("learning_rate = 1", "learning_rate = nan"), 9, "finite number"),
    "wrong type": (GOOD.replace("learning_rate = 1", 'learning_rate = "1"'), 9, "valid number"),
    "a date": (GOOD.replace("learning_rate = 1", "learning_rate = 2020-01-01"), 9, "valid number"),
    "wrong shape": (GOOD.replace("[-5, 2.5]", "[-5, 2.5, 1]"), 10, "start = "),
    "unknown objective": (GOOD + 'objective = "ravin"\n', 11, "did you mean 'ravine'"),
    "a name with a slash": ('name = "a/b"\n' + GOOD, 1, "it holds '/'"),
    "a name with a leading dash": ('name = "-a"\n' + GOOD, 1, "it begins with '-'"),
    "a hidden name": ('name = ".a"\n' + GOOD, 1, "it begins with '.'"),
    "a name of Windows": ('name = "aux"\n' + GOOD, 1, "a device on Windows"),
    "a name with a line's end": ('name = "a\\nb"\n' + GOOD, 1, "the character U+000A"),
    "a name that is too long": (
        f'name = "{"谷" * 90}"\n' + GOOD,
        1,
        "it has 277 bytes, and a file name holds 255",
    ),
    "a title with a line's end": (GOOD.replace("Ravines", "Ra\\nvines"), 1, "a title is one line"),
    "a title with a control character": (GOOD.replace("Ravines", "Ra\\u0007"), 1, "U+0007"),
    "a point too far out": (GOOD.replace("[-5, 2.5]", "[1e300, 1e300]"), 10, "lie from -20 to 20"),
    "digits without end": (
        GOOD.replace("learning_rate = 1", f"steps = 0x{'f' * 5000}"),
        None,
        "too many digits",
    ),
    "words": ('words = "nowhere"\n' + GOOD, 1, "no folder 'nowhere'"),
    "languages of a wrong type": (GOOD.replace('["zh", "en"]', '"zh"'), 2, "valid list"),
}


@pytest.mark.parametrize(("source", "line", "told"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line(write: object, source: str, line: int | None, told: str) -> None:
    with pytest.raises(SpecError) as caught:
        load_spec(write(source))
    assert told in str(caught.value)
    assert caught.value.path is not None
    assert (caught.value.path.name, caught.value.line) == ("ravines.toml", line)
    assert len(str(caught.value).splitlines()) <= 3


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="cannot be read"):
        load_spec(tmp_path / "nowhere.toml")
    with pytest.raises(SpecError, match="cannot be read"):
        load_spec(tmp_path)
    (tmp_path / "latin.toml").write_bytes("title = 'é'".encode("latin-1"))
    with pytest.raises(SpecError, match="UTF-8"):
        load_spec(tmp_path / "latin.toml")


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ("zigzag_sgd.learning_rate=0.5", "learning_rate", 0.5),
        (" zigzag_sgd.steps = 12 ", "steps", 12),
        ("zigzag_sgd.start=[-3, 1]", "start", (-3.0, 1.0)),
        ("zigzag_sgd.objective=bowl", "objective", "bowl"),
        ('zigzag_sgd.objective="bowl"', "objective", "bowl"),
    ],
)
def test_numbers_are_changed_and_the_others_stay(
    good: LectureSpec, change: str, field: str, value: object
) -> None:
    before = good.segments[0].parameters
    after = good.setting([change]).segments[0].parameters
    assert getattr(after, field) == value
    changed = {field: value}
    assert after.model_dump() == {**before.model_dump(), **changed}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("learning_rate=1", "--set zigzag_sgd.learning_rate=0.9"),
        ("zigzag.learning_rate=1", "did you mean 'zigzag_sgd'"),
        ("zigzag_sgd.learning_rat=1", "did you mean 'learning_rate'"),
        ("zigzag_sgd.learning_rate=fast", "valid number"),
        ("zigzag_sgd.learning_rate=", "write it so"),
        ("zigzag_sgd.steps=1.5", "valid integer"),
    ],
)
def test_a_wrong_change_is_told(good: LectureSpec, change: str, told: str) -> None:
    with pytest.raises(SpecError) as caught:
        good.setting([change])
    assert told in str(caught.value)


def test_choices_of_the_command_line_take_the_place_of_the_files(good: LectureSpec) -> None:
    assert good.speaking(["en", "en"]).languages == ("en",)
    assert good.speaking([]).languages == ("zh", "en")
    assert good.at("4k60").quality.height == 2160
    assert good.only(["zigzag_sgd"]).segments == good.segments
    for wrong in (lambda: good.speaking(["fr"]), lambda: good.at("8k"), lambda: good.only(["adam"])):
        with pytest.raises(SpecError):
            wrong()


def test_a_part_of_a_lecture_has_a_name_of_its_own(good: LectureSpec) -> None:
    whole = replace(good, segments=(*good.segments, single("adam_bias_correction")))
    part = whole.only(["adam_bias_correction"])
    assert [segment.name for segment in part.segments] == ["adam_bias_correction"]
    assert part.name == "ravines-adam_bias_correction"
    assert whole.only([]) == whole.only(["zigzag_sgd", "adam_bias_correction"]) == whole


def test_a_single_segment_has_stock_numbers() -> None:
    assert single("zigzag_sgd").parameters == type(single("zigzag_sgd").parameters)()
    assert single("zigzag_sgd", ["zigzag_sgd.steps=5"]).parameters.steps == 5


def test_the_longest_name_that_a_file_can_have_is_taken_and_one_byte_more_is_not(
    write: object, tmp_path: Path
) -> None:
    longest = "n" * (255 - len(ENDING))
    assert load_spec(write(f'name = "{longest}"\n' + GOOD)).name == longest
    (tmp_path / f"{longest}{ENDING}").touch()
    with pytest.raises(SpecError, match="has 256 bytes"):
        load_spec(write(f'name = "{longest}n"\n' + GOOD))
    with pytest.raises(OSError, match="name too long"):
        (tmp_path / f"{longest}n{ENDING}").touch()


def test_a_file_whose_own_name_cannot_be_a_films_asks_for_a_name(tmp_path: Path) -> None:
    (tmp_path / "-a.toml").write_text(GOOD)
    with pytest.raises(SpecError, match=r'give it another: name = "\.\.\."'):
        load_spec(tmp_path / "-a.toml")
    (tmp_path / "-a.toml").write_text('name = "a"\n' + GOOD)
    assert load_spec(tmp_path / "-a.toml").name == "a"


def test_a_part_whose_name_would_be_too_long_is_refused(write: object) -> None:
    two = GOOD + '[[segment]]\nname = "rolling_ball"\n'
    spec = load_spec(write(f'name = "{"n" * 240}"\n' + two))
    with pytest.raises(SpecError, match="give the lecture a shorter name"):
        spec.only(["rolling_ball"])
