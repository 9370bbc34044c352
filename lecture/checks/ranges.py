"""Other numbers that a segment lets in: the ends of every range, and every objective, one at a time. No manim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import annotated_types

from lecture import voices
from lecture.checks.problems import problems
from lecture.errors import LectureError, WordsError
from lecture.rendering.cache import Cache
from lecture.rendering.plan import Planned, plan_segment
from lecture.spec import LectureSpec, SegmentSpec
from optimlib import objectives
from scenes.errors import ContentError
from scenes.parameters import Reach, SegmentParams
from scenes.performance import Performance

Flaw = ContentError | LectureError


def other_numbers(params: SegmentParams) -> Iterator[tuple[str, Any]]:
    """Find what may be tried first in place of these numbers: a parameter's name, and another value.

    Examples
    --------
    >>> from scenes.parameters import parameter
    >>> class Params(SegmentParams):
    ...     steps: int = parameter(30, "steps", ge=5, le=60)
    >>> list(other_numbers(Params()))
    [('steps', 5), ('steps', 60)]
    """
    for key, field in type(params).model_fields.items():
        usual = getattr(params, key)
        values = [end for bound in field.metadata for end in _ends(bound)]
        if isinstance(usual, str) and usual in objectives.names():
            values += objectives.names()
        for value in values:
            other = type(usual)(value)
            if other != usual:
                yield key, other


def _ends(bound: object) -> list[Any]:
    """Return what a bound of a parameter lets in last: a number, or the corners of a range of points."""
    if isinstance(bound, Reach):
        return [bound.corners[0], bound.corners[-1]]
    if isinstance(bound, annotated_types.Ge):
        return [bound.ge]
    return [bound.le] if isinstance(bound, annotated_types.Le) else []


def with_other_numbers(
    spec: LectureSpec, segment: SegmentSpec, cache: Cache
) -> Iterator[tuple[SegmentSpec, str, Sequence[Flaw], Planned | None]]:
    """Try other numbers: yield each use with its language, what is wrong, and what is to be looked at.

    Every language has its turn. Numbers that are refused with advice are in order, and nothing is to be looked at.
    Times are those of the silent voice: no voice is to learn hundreds of sentences for this.
    """
    silent = voices.load("silent")
    for rank, (key, value) in enumerate(other_numbers(segment.parameters)):
        language = spec.languages[rank % len(spec.languages)]
        other = replace(segment, use=f"{segment.address} with {key} = {value}")
        try:
            other = other.setting({key: value})
            Performance.prepare(other.name, language, other.parameters, other.words.get(language, ()))
        except (ContentError, LectureError) as refusal:
            # What stands in a file is its author's mistake: a refusal is about numbers, and tells which would do.
            yield other, language, [] if refusal.hint and not refusal.path else [_told(refusal, other)], None
            continue
        found = [_told(flaw, other) for flaw in problems(other, language)]
        planned = None if found else plan_segment(other, language, silent, spec.quality, cache)
        yield other, language, found, planned


def _told(flaw: Flaw, other: SegmentSpec) -> Flaw:
    """Add with which numbers a mistake in a file shows; one without a file is told beside its use."""
    if not flaw.path:
        return flaw
    return WordsError(f"{other.address}: {flaw.what}", hint=flaw.hint, path=flaw.path, line=flaw.line)
