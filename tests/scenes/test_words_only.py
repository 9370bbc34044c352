"""A segment that has no drawing, and one that has nothing but words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lecture.rendering.survey import look_over
from optimlib import places
from scenes import catalog
from scenes.narration.statements import first_sentence
from scenes.performance import Performance
from scenes.segment import Segment
from scenes.words_only import pages_of
from tests.scenes.rehearsal import rehearse

MANY = 9
SAID = "This sentence number {} is what is kept of a longer text. This one is only spoken."


@pytest.fixture
def outlook(tmp_path: Path) -> Iterator[Path]:
    """A folder of words, found by name."""
    folder = tmp_path / "segments" / "outlook"
    folder.mkdir(parents=True)
    cues = "".join(f'[cue.c{number}]\ntext = "{SAID.format(number)}"\n' for number in range(MANY))
    shown = '[screen]\nc1 = "*two* curvatures: $eta < 2 / H$"\n'
    (folder / "en.toml").write_text(f'title = "What we have seen"\n{shown}{cues}')
    with places.beside(tmp_path):
        yield folder


def test_it_needs_no_facts_and_no_drawing(outlook: Path) -> None:
    assert "outlook" in catalog.segments()
    assert not catalog.is_drawn("outlook")
    assert list(catalog.story("outlook").beats) == [f"c{number}" for number in range(MANY)]
    assert Performance.prepare("outlook", "en").script.title == "What we have seen"


def test_every_statement_is_shown_in_time_and_nothing_is_in_the_way(outlook: Path) -> None:
    seen: dict[str, set[str]] = {}

    def look(segment: Segment) -> None:
        texts = {
            part.source
            for mobject in segment.mobjects
            for part in mobject.get_family()
            if hasattr(part, "source")
        }
        seen[segment.timeline.cue_at(segment.now + 0.02).name] = texts

    segment = rehearse("outlook", look=look)
    assert segment.frame == round(segment.timeline.duration * 30)
    for number in range(MANY):
        shown = "*two* curvatures" if number == 1 else SAID.format(number).split(". ")[0]
        assert any(shown in text for text in seen[f"c{number}"])
    # Some are together, and not all at once.
    assert 3 < max(len(texts) for texts in seen.values()) < MANY
    assert [str(fault) for fault in look_over(Performance.prepare("outlook", "en"))] == []


def test_statements_of_facts_are_shown_with_their_numbers(outlook: Path) -> None:
    (outlook / "facts.py").write_text(
        "from dataclasses import dataclass\nfrom scenes.parameters import SegmentParams, parameter\n"
        'BEATS = {"one": ()}\n'
        'class Params(SegmentParams):\n    rate: float = parameter(0.5, "step size", gt=0)\n'
        "@dataclass(frozen=True)\nclass Facts:\n    twice: float\n"
        "def facts(params):\n    return Facts(2 * params.rate)\n"
    )
    (outlook / "en.toml").write_text('title = "t"\n[cue.one]\ntext = "Twice {rate} is {twice:.2f}."\n')
    segment = rehearse("outlook", params={"rate": 0.75})
    assert segment.statements["one"].source == '#"Twice 0.75 is 1.50."'


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It is 0.95. And more.", "It is 0.95."),
        ("走了 30 步。还在走。", "走了 30 步。"),
        ("no stop", "no stop"),
        ("", ""),
    ],
)
def test_the_first_sentence_is_the_key_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_pages_are_few_and_about_equally_full() -> None:
    assert pages_of([1.0] * 7, 6.0) == [0, 0, 0, 0, 1, 1, 1]
    assert pages_of([9.0, 1.0], 6.0) == [0, 1]
    assert pages_of([], 6.0) == []
