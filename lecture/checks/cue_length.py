"""Tell whether cues are long enough to be a thought and short enough to be one."""

from __future__ import annotations

from collections.abc import Iterator

from lecture.rendering.plan import Planned
from scenes.errors import ContentError
from scenes.narration.words_file import WordsFile

SHORTEST = 2.0
LONGEST = 20.0
"""Seconds of speech of one cue."""


def too_long_or_short(planned: Planned, words: WordsFile) -> Iterator[ContentError]:
    """Find cues whose speech is shorter or longer than a viewer can follow.

    Only what a voice has measured is judged: where nobody speaks, the times are a guess at a usual pace.
    """
    if planned.performance.timeline.timing == "estimated":
        return
    for beat in planned.performance.timeline.cues:
        seconds = beat.end - beat.start
        if seconds < SHORTEST:
            hint = f"at least {SHORTEST:g}: put it into the cue before or after it"
        elif seconds > LONGEST:
            hint = f"at most {LONGEST:g}: make two beats of it, or say less"
        else:
            continue
        yield words.cue_error(beat.name, f"it is spoken for {seconds:.1f} s", hint)
