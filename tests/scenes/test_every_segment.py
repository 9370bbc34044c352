"""What holds for every segment that is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from lecture.checks.ranges import other_numbers
from lecture.layout.rules import faults
from lecture.rendering.survey import look_over
from scenes import catalog
from scenes.errors import ContentError
from scenes.narration.language import languages as every_language
from scenes.narration.timing import Cue
from scenes.performance import Performance
from scenes.segment import Segment
from tests.sampling import some
from tests.scenes.rehearsal import rehearse

pytestmark = pytest.mark.segments

CASES = [(name, language) for name in catalog.segments() for language in every_language()]


SAMPLE = 1
"""How many other numbers a segment is tried with, unless the tests are to be thorough."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try a sample of other numbers."""
    if "key" in metafunc.fixturenames:
        cases = list(other_cases())
        chosen = [
            case
            for name in catalog.segments()
            for case in some(metafunc.config, [one for one in cases if one[0] == name], SAMPLE, name)
        ]
        metafunc.parametrize(("name", "language", "key", "value"), chosen)


def other_cases() -> Iterator[tuple[str, str, str, Any]]:
    """Find what a student may try first, each language in its turn."""
    languages = every_language()
    for name in catalog.segments():
        for rank, (key, value) in enumerate(other_numbers(catalog.story(name).parameters())):
            yield name, languages[rank % len(languages)], key, value


@dataclass
class Notes:
    """What was seen while a segment played: it is played once for several questions."""

    updated: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    begun: dict[str, int] = field(default_factory=dict)
    due: dict[str, int] = field(default_factory=dict)
    ended: tuple[int, int] = (0, 0)
    in_the_way: list[str] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)
    marked: set[tuple[str, str]] = field(default_factory=set)


def notes_on(name: str, language: str, frame_rate: int = 30, pace: float = 1.0) -> Notes:
    """Play a segment and note what it does."""
    notes = Notes()
    hold_until, mark = Segment.hold_until, Cue.mark

    def look(segment: Segment) -> None:
        for mobject in segment.mobjects:
            notes.updated.extend(type(part).__name__ for part in mobject.get_family() if part.updaters)

    def hold_and_note(segment: Segment, time: float) -> None:
        delay = segment.now - time
        if delay > 1 / frame_rate + 1e-9:
            notes.late.append(f"{segment.timeline.cue_at(time).name} at {time:.2f} s: {delay:.2f} s late")
        hold_until(segment, time)

    def noting(play: Callable[[Segment, Cue], None]) -> Callable[[Segment, Cue], None]:
        def begin(segment: Segment, cue: Cue) -> None:
            notes.begun[cue.name] = segment.frame
            play(segment, cue)

        return begin

    def mark_and_note(cue: Cue, name: str) -> float:
        notes.asked.add((cue.name, name))
        return mark(cue, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Segment, "hold_until", hold_and_note)
        patch.setattr(Cue, "mark", mark_and_note)
        kind = catalog.segment_class(name)
        for beat in catalog.story(name).beats:
            patch.setattr(kind, beat, noting(getattr(kind, beat)))
        segment = rehearse(name, language, frame_rate=frame_rate, pace=pace, look=look)
    notes.marked = {(cue.name, name) for cue in segment.timeline.cues for name in cue.marks}
    notes.due = {cue.name: round(cue.start * frame_rate) for cue in segment.timeline.cues}
    notes.in_the_way = [str(fault) for fault in faults(segment.renderer.moments)]
    notes.ended = segment.frame, round(segment.timeline.duration * frame_rate)
    return notes


@pytest.mark.dear
@pytest.mark.parametrize(("name", "language"), CASES)
def test_it_plays_in_whole_frames_in_time_for_its_words_with_nothing_in_the_way_and_no_updater(
    name: str, language: str
) -> None:
    notes = notes_on(name, language)
    assert notes.marked - notes.asked == set(), "pictures do not wait for these words"
    assert notes.late == []
    assert notes.updated == []
    assert notes.in_the_way == []
    assert notes.begun == notes.due
    assert notes.ended[0] == notes.ended[1]


@pytest.mark.dear
@pytest.mark.parametrize("name", catalog.segments())
def test_hurried_speech_compresses_pictures_and_delays_no_beat_at_any_frame_rate(name: str) -> None:
    notes = notes_on(name, "en", frame_rate=24, pace=0.3)
    assert notes.begun == notes.due
    assert notes.ended[0] == notes.ended[1]


@pytest.mark.dear
def test_other_numbers_are_refused_with_advice_or_have_nothing_in_the_way(
    name: str, language: str, key: str, value: Any
) -> None:
    story = catalog.story(name)
    parameters = story.parameters(**{key: value})
    try:
        performance = Performance.prepare(name, language, parameters)
    except ContentError as refusal:
        wrong = [] if refusal.hint else [f"no advice: {refusal}"]
    else:
        wrong = [str(fault) for fault in look_over(performance)]
    assert wrong == []
