"""What holds for every segment that is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scenes import catalog
from scenes.segment import Segment
from scenes.timing import Cue
from tests.scenes.rehearsal import rehearse

CASES = [(name, language) for name in catalog.segments() for language in catalog.languages()]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_it_plays_to_the_last_frame_with_no_updater_alive(name: str, language: str) -> None:
    updated: list[str] = []

    def look(segment: Segment) -> None:
        for mobject in segment.mobjects:
            updated.extend(type(part).__name__ for part in mobject.get_family() if part.updaters)

    segment = rehearse(name, language, look=look)
    assert segment.frame == round(segment.timeline.duration * 30)
    assert updated == []


@pytest.mark.parametrize("name", catalog.segments())
def test_every_frame_rate_ends_at_the_same_time(name: str) -> None:
    for rate in (15, 60):
        segment = rehearse(name, frame_rate=rate)
        assert segment.frame == round(segment.timeline.duration * rate)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_picture_is_in_time_for_its_word(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[str] = []
    hold_until = Segment.hold_until

    def noting(segment: Segment, time: float) -> None:
        delay = segment.now - time
        if delay > 1 / 30 + 1e-9:
            late.append(f"{segment.timeline.cue_at(time).name} at {time:.2f} s: {delay:.2f} s late")
        hold_until(segment, time)

    monkeypatch.setattr(Segment, "hold_until", noting)
    rehearse(name, language)
    assert late == []


@pytest.mark.parametrize("name", catalog.segments())
def test_hurried_speech_compresses_pictures_and_delays_no_beat(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.scenes.rehearsal.PACE", 0.3)
    begun: dict[str, int] = {}
    kind = catalog.segment_class(name)
    for beat in catalog.story(name).beats:
        play = getattr(kind, beat)

        def noting(segment: Segment, cue: Cue, play: Callable[..., None] = play) -> None:
            begun[cue.name] = segment.frame
            play(segment, cue)

        monkeypatch.setattr(kind, beat, noting)
    segment = rehearse(name)
    assert begun == {cue.name: round(cue.start * 30) for cue in segment.timeline.cues}
    assert segment.frame == round(segment.timeline.duration * 30)
