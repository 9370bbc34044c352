"""Lecture files: what a good one gives, and how each mistake in one is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from lecture import voices
from lecture.errors import SpecError
from lecture.quality import QUALITIES
from lecture.rendering.film_files import Film
from lecture.spec import LectureSpec, folders_of_words, load_spec, single
from lecture.spec.naming import longest_ending
from scenes.narration.language import languages
from scenes.performance import Performance

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
OWN = GOOD.replace('voice = "silent"\n', "\n") + '[voice.en]\nname = "espeak"\nrate = 0.9\n'


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


def test_every_language_may_have_a_voice_of_its_own(write: object) -> None:
    spec = load_spec(write(OWN + '[voice.zh]\nname = "silent"\n'))
    assert (spec.voice_of("en").name, spec.voice_of("zh").name) == ("espeak", "silent")
    slow, usual = (voices.load("espeak", rate=rate).fingerprint("en") for rate in (0.9, 1.0))
    assert spec.voice_of("en").fingerprint("en") == slow != usual
    assert spec.spoken_by("silent").voice_of("en").name == "silent"


def test_a_language_without_a_voice_has_the_best_that_is_installed(write: object) -> None:
    spec = load_spec(write(OWN))
    assert spec.voice_of("zh").name == voices.best("zh")


def own(folder: Path, name: str, text: str = 'title = "Mine"') -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def title(spec: LectureSpec, position: int = 0, language: str = "en") -> str:
    segment = spec.segments[position]
    return Performance.prepare(
        segment.name, language, segment.parameters, segment.words.get(language, ())
    ).script.title


def test_words_beside_the_file_are_laid_over_the_stock_ones(write: object, tmp_path: Path) -> None:
    own(tmp_path, "mine/zigzag_sgd/en.toml")
    own(tmp_path, "mine/zigzag_sgd/.en.toml.swp", "no words")
    own(tmp_path, "mine/README.md", "no words")
    spec = load_spec(write('words = "mine"\n' + GOOD))
    assert folders_of_words(tmp_path / "ravines.toml") == {tmp_path / "mine"}
    assert title(spec) == "Mine"
    assert title(spec, language="zh") == title(load_spec(write(GOOD)), language="zh")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("mine/EN/zigzag_sgd.toml", "did you mean 'zigzag_sgd/en.toml'"),
        ("mine/en-US/zigzag.toml", "did you mean 'zigzag_sgd/en.toml'"),
        ("mine/zigzag/en.toml", "did you mean 'zigzag_sgd'"),
        ("mine/zigzag_sgd/EN.toml", "did you mean 'en.toml'"),
        ("mine/zigzag_sgd/de.toml", "no language 'de' (there are: en, zh)"),
        ("mine/language.toml", "SEGMENT/LANGUAGE.toml"),
        ("mine/zigzag_sgd/old/en.toml", "SEGMENT/LANGUAGE.toml"),
        ("mine/zigzag_sgd/zh.toml", "not valid TOML"),
    ],
)
def test_a_file_of_words_that_nothing_takes_is_a_mistake(
    write: object, tmp_path: Path, name: str, told: str
) -> None:
    own(tmp_path, "mine/zigzag_sgd/en.toml")
    wrong = own(tmp_path, name, "title =" if "zh" in name else 'title = "Mine"')
    with pytest.raises(SpecError) as caught:
        load_spec(write('words = "mine"\n' + GOOD))
    assert caught.value.path == wrong
    assert told in str(caught.value)


def test_words_for_a_segment_that_is_not_shown_are_noted(write: object, tmp_path: Path) -> None:
    own(tmp_path, "mine/rolling_ball/en.toml")
    (note,) = load_spec(write('words = "mine"\n' + GOOD)).notes
    assert "no segment 'rolling_ball'" in note
    (tmp_path / "empty").mkdir()
    with pytest.raises(SpecError, match="no words in this folder"):
        load_spec(write('words = "empty"\n' + GOOD))


TWICE = """\
title = "Ravines"
languages = ["en"]
words = "mine"

[[segment]]
name = "zigzag_sgd"

[[segment]]
name = "zigzag_sgd"
words = "late"
title = "At {learning_rate:g}"
[segment.parameters]
learning_rate = 1.05

[[segment]]
name = "zigzag_sgd"
id = "calm"
[segment.parameters]
learning_rate = 0.02
[segment.words.en]
title = "Calm"
[segment.words.en.cue.question]
pause = 3
"""


@pytest.fixture
def twice(write: object, tmp_path: Path) -> LectureSpec:
    own(tmp_path, "mine/zigzag_sgd/en.toml", 'title = "Mine"\n[screen]\nstart = "here"')
    own(tmp_path, "late/en.toml", 'title = "Late"')
    return load_spec(write(TWICE))


def test_every_use_of_a_segment_has_words_and_numbers_of_its_own(twice: LectureSpec, tmp_path: Path) -> None:
    assert twice.title == {"en": "Ravines"}
    assert [title(twice, at) for at in range(3)] == ["Mine", "At 1.05", "Calm"]
    assert [one.address for one in twice.segments] == ["zigzag_sgd#1", "zigzag_sgd#2", "calm"]
    scripts = [
        Performance.prepare(one.name, "en", one.parameters, one.words["en"]).script for one in twice.segments
    ]
    assert {script.screen["start"] for script in scripts} == {"here"}
    assert [script.cues[0].pause for script in scripts] == [0.5, 0.5, 3.0]
    assert folders_of_words(tmp_path / "ravines.toml") == {tmp_path / "mine", tmp_path / "late"}


@pytest.mark.parametrize(
    ("address", "rates"),
    [
        ("zigzag_sgd", [0.5, 0.5, 0.5]),
        ("zigzag_sgd#1", [0.5, 1.05, 0.02]),
        ("zigzag_sgd#2", [0.95, 0.5, 0.02]),
        ("zigzag_sgd#3", [0.95, 1.05, 0.5]),
        ("calm", [0.95, 1.05, 0.5]),
    ],
)
def test_a_use_is_addressed_by_its_id_or_its_number(
    twice: LectureSpec, address: str, rates: list[float]
) -> None:
    changed = twice.setting([f"{address}.learning_rate=0.5"])
    assert [one.parameters.learning_rate for one in changed.segments] == rates
    assert len(twice.only([address]).segments) == rates.count(0.5)


def test_an_address_that_nothing_has_is_told(twice: LectureSpec) -> None:
    with pytest.raises(SpecError, match="no segment 'clam'"):
        twice.only(["clam"])
    with pytest.raises(SpecError, match="did you mean 'calm'"):
        twice.setting(["clam.steps=3"])
    with pytest.raises(SpecError, match="'zigzag_sgd#4'"):
        twice.setting(["zigzag_sgd#4.steps=3"])


MISTAKES = {
    "title": ('languages = ["en"]\n[[segment]]\nname = "zigzag_sgd"', 1, "'title' is missing"),
    "no segment": ('title = { en = "a" }', 1, "'segment' is missing"),
    "not TOML": (GOOD.replace('"draft"', "draft"), 4, "not valid TOML"),
    "not TOML at the end": (GOOD + "[segment", 11, "not valid TOML"),
    "unknown key": (GOOD.replace("voice", "voise"), 3, "did you mean 'voice'"),
    "unknown key of a segment": (GOOD.replace("name", "nam"), 7, "did you mean 'name'"),
    "unknown segment": (GOOD.replace("zigzag_sgd", "zigzag"), 7, "did you mean 'zigzag_sgd'"),
    "unknown language": (GOOD.replace('"zh", "en"', '"zh", "fr"'), 2, "no language 'fr' (there are: en, zh)"),
    "unknown voice": (GOOD.replace("silent", "espek"), 3, "did you mean 'espeak'"),
    "unknown voice of a language": (OWN.replace("espeak", "espek"), 12, "did you mean 'espeak'"),
    "a voice of an unknown language": (OWN.replace("voice.en", "voice.fr"), 11, "no language 'fr'"),
    "a voice that does not speak it": (
        OWN.replace("espeak", "hibari").replace("voice.en", "voice.zh"),
        12,
        "does not speak 'zh'",
    ),
    "unknown speaker": (
        OWN.replace("espeak", "kokoro") + 'speaker = "am_micheal"',
        14,
        "did you mean 'am_michael'",
    ),
    "a speaker of one that has none": (OWN + 'speaker = "x"', 14, "one speaker"),
    "too slow": (OWN.replace("0.9", "0.1"), 13, "greater than or equal to 0.7"),
    "unknown key of a voice": (OWN.replace("\nrate", "\nrat"), 13, "did you mean 'rate'"),
    "a voice without name": (OWN.replace('name = "espeak"', ""), 11, "'name' is missing"),
    "unknown quality": (GOOD.replace("draft", "1080p"), 4, "did you mean '1080p60'"),
    "unknown parameter": (GOOD.replace("learning_rate", "learningrate"), 9, "did you mean 'learning_rate'"),
    "out of range": (GOOD.replace("learning_rate = 1", "learning_rate = 3"), 9, "less than or equal to 1.2"),
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
        "it has 284 bytes, and a file name holds 255",
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
    "title for several languages": (
        GOOD.replace('{ en = "Ravines", zh = "峡谷" }', '"x"'),
        1,
        "one text for 2",
    ),
    "title of a wrong type": (
        GOOD.replace('{ en = "Ravines", zh = "峡谷" }', "3"),
        1,
        "a text, or one a language",
    ),
    "title in no language": (GOOD.replace("{ en =", "{ de ="), 1, "no language 'de' (there are: en, zh)"),
    "own title": (GOOD.replace("[segment.par", "title = 3\n[segment.par"), 8, "a text, or one a language"),
    "own words": (GOOD.replace("[segment.par", 'words = "no"\n[segment.par'), 8, "no folder 'no'"),
    "own words of a wrong type": (GOOD.replace("[segment.par", "words = 3\n[segment.par"), 8, "words = 3"),
    "an id twice": (
        GOOD.replace('"zigzag_sgd"', '"rolling_ball"\nid = "zigzag_sgd"\n[[segment]]\nname = "zigzag_sgd"'),
        8,
        "id = 'zigzag_sgd' is taken",
    ),
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


def test_all_mistakes_are_told_at_once_each_with_its_line(write: object, tmp_path: Path) -> None:
    source = (
        GOOD.replace('"zh", "en"', '"zh", "fr"')
        .replace("voice", "voise")
        .replace("draft", "drafty")
        .replace("rate = 1", "rat = 1")
        .replace("[-5, 2.5]", "3")
        + 'steps = 1.5\n[[segment]]\nname = "zigzag"\n'
    )
    wrong = own(tmp_path, "mine/zigzag_sgd/de.toml")
    with pytest.raises(SpecError) as caught:
        load_spec(write(source.replace("[[segment]]", 'words = "mine"\n[[segment]]', 1)))
    told = caught.value.parts
    assert [(one.path.name, one.line) for one in told if one.path] == [
        *(("ravines.toml", line) for line in (2, 3, 4, 10, 11, 12, 14)),
        (wrong.name, None),
    ]
    assert all(str(one) in str(caught.value) for one in told)
    assert "8 mistakes" in str(caught.value)


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
        ("zigzag_sgd.start=(-3.0, 1)", "start", (-3.0, 1.0)),
        ("zigzag_sgd.objective=bowl", "objective", "bowl"),
        ('zigzag_sgd.objective="bowl"', "objective", "bowl"),
    ],
)
def test_numbers_are_changed_and_the_others_stay(
    good: LectureSpec, change: str, field: str, value: object
) -> None:
    before = good.segments[0].parameters
    after = good.setting([change]).segments[0].parameters
    assert after.model_dump()[field] == value
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


def test_a_film_that_is_not_the_lectures_own_has_another_name(good: LectureSpec, twice: LectureSpec) -> None:
    def name(change: str, lecture: LectureSpec = good) -> str:
        return lecture.setting([change]).name

    assert good.at("draft").name == good.spoken_by("silent").name == good.name == "ravines"
    assert name("zigzag_sgd.learning_rate=1") == "ravines"
    assert name("zigzag_sgd.learning_rate=0.9") == "ravines.learning_rate=0.9"
    assert name("zigzag_sgd.start=(-6, 1)") == "ravines.start=-6_1"
    assert name("zigzag_sgd#2.steps=9", twice) == "ravines.zigzag_sgd_2.steps=9"
    assert good.at("4k60").spoken_by("espeak").name == "ravines.4k60.espeak"
    many = [f"zigzag_sgd.learning_rate=0.{'1' * count}" for count in (60, 61)]
    assert len({good.setting([one]).name for one in many}) == 2
    assert all(len(good.setting([one]).name) < 80 for one in many)


def test_a_single_segment_has_stock_numbers() -> None:
    assert single("zigzag_sgd").parameters == type(single("zigzag_sgd").parameters)()
    assert single("zigzag_sgd", ["zigzag_sgd.steps=5"]).parameters.steps == 5


def test_the_longest_name_that_a_file_can_have_is_taken_and_one_byte_more_is_not(
    write: object, tmp_path: Path
) -> None:
    ending = longest_ending()
    names = [path.name for code in languages() for path in Film.at(tmp_path, "n", code)]
    assert len(ending) == max(map(len, names)) - 1
    longest = "n" * (255 - len(ending))
    assert load_spec(write(f'name = "{longest}"\n' + GOOD)).name == longest
    (tmp_path / f"{longest}{ending}").touch()
    with pytest.raises(SpecError, match="has 256 bytes"):
        load_spec(write(f'name = "{longest}n"\n' + GOOD))
    with pytest.raises(OSError, match="name too long"):
        (tmp_path / f"{longest}n{ending}").touch()


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
