"""``lecture check --ranges``: the ends of what a segment lets in are tried as a student would try them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from lecture.cli import main

FACTS = """
from dataclasses import dataclass
from scenes.errors import ContentError
from scenes.parameters import SegmentParams, parameter

BEATS = {"count": ()}

class Params(SegmentParams):
    apples: int = parameter(3, "apples", ge=%(few)s, le=%(many)s)
    pears: int = parameter(4, "pears", gt=0, lt=9)

@dataclass(frozen=True)
class Facts:
    total: float

def facts(params):
    if params.apples == 0:
        raise ContentError("nothing to count", hint="%(hint)s")
    return Facts(float("nan") if params.apples == 99 else params.apples + params.pears)
"""
WORDS = """
title = "Counting"
[cue.count]
text = "Here are {apples} apples and {pears} pears, which makes {total} pieces of fruit in all."
"""


def checked(folder: Path, few: int, many: int, hint: str, *options: str) -> tuple[int, list[str]]:
    """Check a lecture of one segment with that range of apples; return the exit status and what was said."""
    segment = folder / "segments" / "counting"
    segment.mkdir(parents=True)
    (segment / "facts.py").write_text(FACTS % {"few": few, "many": many, "hint": hint})
    (segment / "en.toml").write_text(WORDS)
    lecture = folder / "lecture.toml"
    lecture.write_text(
        'title = { en = "A" }\nlanguages = ["en"]\nvoice = "silent"\n[[segment]]\nname = "counting"\n'
    )
    done = CliRunner().invoke(main, ["check", str(lecture), *options])
    return done.exit_code, done.output.splitlines()


def test_both_ends_are_looked_at_where_they_can_be_reached(tmp_path: Path) -> None:
    status, said = checked(tmp_path, 1, 20, "", "--ranges")
    assert status == 0
    assert sorted(said) == [
        "ok: counting (en)",
        "ok: counting with apples = 1 (en)",
        "ok: counting with apples = 20 (en)",
    ]


@pytest.mark.parametrize("options", [("--no-layout",), ()], ids=["words", "layout too"])
def test_numbers_that_are_refused_need_advice(tmp_path: Path, options: tuple[str, ...]) -> None:
    status, said = checked(tmp_path / "with", 0, 20, "take one at least", "--ranges", *options)
    assert status == 0
    assert "ok: counting with apples = 0 (en): refused with advice" in said
    status, said = checked(tmp_path / "without", 0, 20, "", "--ranges", *options)
    assert status == 2
    assert "counting with apples = 0 (en): nothing to count" in said


def test_words_that_cannot_tell_a_number_are_a_problem_there_alone(tmp_path: Path) -> None:
    assert checked(tmp_path / "usual", 1, 99, "", "--no-layout") == (0, ["ok: counting (en)"])
    status, said = checked(tmp_path / "ends", 1, 99, "", "--no-layout", "--ranges")
    assert status == 2
    assert said[-1] == "error: 1 problem"
    assert any("en.toml:4: counting with apples = 99: " in line and "'total'" in line for line in said)
