"""Tell whether subtitles can be read as fast as the voice speaks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lecture.rendering.plan import Planned
from lecture.subtitles.captions import captions
from scenes.errors import ContentError
from scenes.narration.language import language as facts_of
from scenes.narration.script import is_wide
from scenes.narration.words_file import WordsFile

ROUNDING = 0.05
"""Characters a second that a frame more or less may cost."""


def too_fast(planned: Planned, words: WordsFile) -> Iterator[ContentError]:
    """Find subtitles that ask for more characters a second than the language's peak."""
    performance = planned.performance
    rules = facts_of(performance.language).subtitles
    for cue, speech, beat in zip(
        performance.script.cues, planned.speeches, performance.timeline.cues, strict=True
    ):
        fps = Fraction(planned.quality.fps)
        for caption in captions(
            cue, speech.words, performance.language, start=beat.start, until=beat.until, fps=fps
        ):
            text = " ".join(caption.lines)
            size = sum(1.0 if is_wide(char) else rules.half_width for char in text)
            speed = size / (caption.end - caption.start)
            if speed > rules.peak_cps + ROUNDING:
                hint = f"at most {rules.peak_cps:g}: use fewer words there, or put a comma or full stop"
                yield words.cue_error(cue.name, f"“{text}” asks for {speed:.1f} characters a second", hint)
