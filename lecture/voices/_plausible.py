"""Whether a voice said what it was asked to say, as far as that can be told from length and level."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lecture.errors import VoiceError
from lecture.voices.base import Take
from scenes.narration.pace import estimate_words

_HINT = "hear it say something: lecture voices --sample; or choose another: --voice espeak"
_SILENT = 100
"""A peak of 16-bit samples that nobody hears."""
_SHORTEST, _LONGEST = 0.25, 4.0
"""How many times as long as usual a text may take."""
_SLACK = 1.0
"""Seconds that do not matter."""


def make_sure(take: Take, text: str, language: str, hint: str = _HINT, path: Path | None = None) -> None:
    """Refuse a take that cannot be the text; ``hint`` and ``path`` tell what to do, and where it comes from.

    Raises
    ------
    VoiceError
        If it is silent, or far too short or too long for the words in it.
    """
    words = estimate_words(text, language)
    if not words or take.timing == "estimated":
        return
    seconds = take.samples.size / take.rate
    if not np.any(np.abs(take.samples.astype(np.int32)) > _SILENT):
        raise VoiceError(f"the voice was silent instead of saying '{text}'", hint, path=path)
    usual = words[-1].t1
    if seconds < _SHORTEST * usual - _SLACK / 2 or seconds > _LONGEST * usual + _SLACK:
        much = "long" if seconds > usual else "short"
        what = f"{seconds:.1f} s are far too {much} for '{text}' (usual: {usual:.1f} s)"
        raise VoiceError(what, hint, path=path)
