"""The two lectures that come with the house: the whole course and the short one."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from lecture.console import plain_console
from lecture.errors import SpecError
from lecture.show import show_catalog
from lecture.spec import STOCK, LectureSpec, load_spec
from optimlib import optimizers
from scenes import catalog
from scenes.performance import Performance

SHORT = STOCK.with_name("short.toml")
PARTS = """\
title = "Parts"
[[segment]]
name = "zigzag_sgd"
[[segment]]
name = "rolling_ball"
part = "I. Balls"
[[segment]]
name = "adagrad"
[[segment]]
name = "rmsprop"
part = "II. Tanks"
"""


def prepared(spec: LectureSpec, language: str) -> list[Performance]:
    return [
        Performance.prepare(one.name, language, one.parameters, one.words.get(language, ()))
        for one in spec.segments
    ]


def test_the_whole_course_shows_every_segment_once_in_five_parts() -> None:
    course = load_spec(STOCK)
    assert sorted(one.name for one in course.segments) == sorted(catalog.segments())
    parts = list(dict.fromkeys(one.part["en"] for one in course.segments))
    assert [part.split(".")[0] for part in parts] == ["I", "II", "III", "IV", "V"]
    assert all(set(one.part) == {"en", "zh"} for one in course.segments)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_short_course_takes_about_ten_minutes(language: str) -> None:
    seconds = sum(one.timeline.duration for one in prepared(load_spec(SHORT), language))
    assert 9 * 60 <= seconds <= 12 * 60


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_short_course_speaks_of_no_method_that_it_does_not_show(language: str) -> None:
    spec = load_spec(SHORT)
    shown = {one.name for one in spec.segments} | {"gradient_descent", "momentum"}
    others = set(optimizers.names()) - shown
    assert {"rmsprop", "nesterov"} <= others, "or nothing is tried"
    names = {optimizers.load(one).facts.display_name[language].split()[0] for one in others}
    said = " ".join(cue.shown for one in prepared(spec, language) for cue in one.script.cues)
    assert not {name for name in names if name in said}


def test_a_part_goes_on_until_the_next_one_begins(tmp_path: Path) -> None:
    file = tmp_path / "parts.toml"
    file.write_text(PARTS)
    told = [one.part.get("en", "") for one in load_spec(file).segments]
    assert told == ["", "I. Balls", "I. Balls", "II. Tanks"]


def test_a_part_is_a_text_a_language(tmp_path: Path) -> None:
    file = tmp_path / "parts.toml"
    file.write_text('languages = ["en", "zh"]\n' + PARTS.replace('"Parts"', '{ en = "Parts", zh = "部分" }'))
    with pytest.raises(SpecError, match="one text for 2 languages"):
        load_spec(file)


def test_the_list_has_the_course_first_below_its_parts() -> None:
    course = load_spec(STOCK).segments[:8]
    show_catalog(plain_console(out := io.StringIO()), course=course)
    first = [line.split()[0] for line in out.getvalue().splitlines()[1:]]
    assert first[:8] == ["I.", *(one.name for one in course[:7])]
    assert first[8:10] == ["II.", course[7].name]
    assert sorted(first[10:]) == first[10:], "the others as they are found"
