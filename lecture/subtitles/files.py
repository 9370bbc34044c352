"""Subtitles as files beside the film: SubRip and WebVTT."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import timedelta

import srt

from lecture.subtitles.captions import Caption


def to_srt(captions: Sequence[Caption]) -> str:
    """Write captions as SubRip text.

    Examples
    --------
    >>> print(to_srt([Caption(0.5, 2.0, ("a", "b"))]).strip())
    1
    00:00:00,500 --> 00:00:02,000
    a
    b
    """
    return str(
        srt.compose(
            srt.Subtitle(number, _span(caption.start), _span(caption.end), "\n".join(caption.lines))
            for number, caption in enumerate(captions, 1)
        )
    )


def to_vtt(captions: Sequence[Caption]) -> str:
    """Write captions as WebVTT text, in which ``&``, ``<`` and ``>`` are escaped.

    Examples
    --------
    >>> print(to_vtt([Caption(3661.25, 3662.0, ("a < b",))]))
    WEBVTT
    <BLANKLINE>
    01:01:01.250 --> 01:01:02.000
    a &lt; b
    <BLANKLINE>
    """
    blocks = ["WEBVTT\n"]
    for caption in captions:
        lines = "\n".join(html.escape(line, quote=False) for line in caption.lines)
        blocks.append(f"{_clock(caption.start)} --> {_clock(caption.end)}\n{lines}\n")
    return "\n".join(blocks)


def _span(seconds: float) -> timedelta:
    return timedelta(milliseconds=round(seconds * 1000))


def _clock(seconds: float) -> str:
    total = round(seconds * 1000)
    minutes, rest = divmod(total, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
