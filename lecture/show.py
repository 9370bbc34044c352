"""What there is: the list of segments, and all about one of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from rich.console import Console
from rich.text import Text

from lecture.console import plain_console, print_rows
from lecture.errors import LectureError, WordsError, content_as
from lecture.events import Tell, nobody
from lecture.hidden import hidden
from lecture.spec import SegmentSpec
from scenes import catalog
from scenes.blame import blamed_on
from scenes.narration.language import languages
from scenes.parameters import Reach
from scenes.performance import Performance

FEW = 4
"""Arrays longer than this are told by their shape."""
SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def show_catalog(
    console: Console | None = None, tell: Tell = nobody, course: Sequence[SegmentSpec] = ()
) -> list[LectureError]:
    """Print every segment with its length, its languages and its title; return the mistakes in those that are broken.

    Those of a lecture come first, in its order and below its parts. A broken segment keeps its line and does not hide
    the others. What hides another of its name is told at the end.
    """
    rows: dict[str, tuple[str | Text, ...]] = {}
    mistakes: list[LectureError] = []
    for name in catalog.segments():
        spoken = [code for code in languages() if catalog.words_file(name, code).exists()]
        try:
            with content_as(WordsError, name):
                performances = [Performance.prepare(name, code) for code in spoken]
        except LectureError as error:
            mistakes.append(error)
            rows[name] = (name, "", ", ".join(spoken), Text("broken: see below", "dim"))
            continue
        lengths = " / ".join(clock(one.timeline.duration) for one in performances)
        title = " / ".join(" ".join(one.script.title.split()) for one in performances)
        rows[name] = (name, lengths, ", ".join(spoken), title)
        tell(
            "segment",
            name=name,
            seconds={one.language: one.timeline.duration for one in performances},
            titles={one.language: one.script.title for one in performances},
        )
    console = console or plain_console()
    print_rows(console, _below_parts(rows, course), header=("segment", "length", "languages", "title"))
    for one in hidden():
        console.print(Text(str(one)), soft_wrap=True)
        tell("hidden", kind=one.kind, name=one.name, taken=str(one.taken), hidden=list(one.hidden))
    return mistakes


def _below_parts(
    rows: Mapping[str, tuple[str | Text, ...]], course: Sequence[SegmentSpec]
) -> list[tuple[str | Text, ...]]:
    """Put the rows of a lecture's segments first, each part below its name."""
    left, part = dict(rows), ""
    told: list[tuple[str | Text, ...]] = []
    for segment in course:
        here = " / ".join(segment.part.values())
        if here != part:
            told.append((Text(here, "bold"), "", "", ""))
            part = here
        if segment.name in left:
            told.append(left.pop(segment.name))
    return [*told, *left.values()]


def show_segment(
    segment: SegmentSpec, language: str, console: Console | None = None, tell: Tell = nobody
) -> None:
    """Print parameters, cues with their words, and facts of one segment."""
    console = console or plain_console()
    with content_as(WordsError, segment.name):
        performance = Performance.prepare(
            segment.name, language, segment.parameters, segment.words.get(language, ())
        )
        with blamed_on(catalog.home(segment.name).folder):
            known = list(named_facts(performance.facts))
    console.print(Text(performance.script.title, style="bold"))
    print_rows(console, list(parameter_rows(segment)), title="\nparameters")
    for cue, timed in zip(performance.script.cues, performance.timeline.cues, strict=True):
        marks = "".join(f"  {name} {time:.1f} s" for name, time in timed.marks.items())
        console.print(Text.assemble((f"\n{clock(timed.start)}  {cue.name}", "bold"), (marks, "dim")))
        console.print(Text(cue.shown))
    print_rows(console, [(name, _told(value)) for name, value in known], title="\nfacts")
    tell_segment(segment, performance, known, tell)


def tell_segment(
    segment: SegmentSpec, performance: Performance, facts: Iterable[tuple[str, Any]], tell: Tell
) -> None:
    """Tell programs what a segment holds: what :func:`show_segment` prints, and all digits."""
    name = segment.name
    tell(
        "script",
        segment=name,
        language=performance.language,
        title=performance.script.title,
        seconds=performance.timeline.duration,
    )
    written = segment.parameters.model_dump(mode="json")
    usual = type(segment.parameters)().model_dump(mode="json")
    for key, field in type(segment.parameters).model_fields.items():
        extra = field.json_schema_extra
        tell(
            "parameter",
            segment=name,
            name=key,
            value=written[key],
            default=usual[key],
            range=_limits(field.metadata),
            unit=extra.get("unit", "") if isinstance(extra, dict) else "",
            meaning=field.description or "",
        )
    for cue, timed in zip(performance.script.cues, performance.timeline.cues, strict=True):
        tell(
            "cue",
            segment=name,
            name=cue.name,
            start=timed.start,
            end=timed.end,
            marks=timed.marks,
            shown=cue.shown,
            spoken=cue.spoken,
        )
    for key, value in facts:
        tell("fact", segment=name, name=key, value=value)


def parameter_rows(segment: SegmentSpec) -> Iterator[tuple[str | Text, ...]]:
    """List the parameters: name, value, range and meaning."""
    usual = type(segment.parameters)()
    for name, field in type(segment.parameters).model_fields.items():
        value = getattr(segment.parameters, name)
        changed = value != getattr(usual, name)
        bounds = ", ".join(f"{SIGNS[kind]} {bound:g}" for kind, bound in _limits(field.metadata).items())
        style = "bold yellow" if changed else ""
        yield name, Text(str(value), style), Text(bounds, "dim"), field.description or ""


def named_facts(facts: Any) -> Iterator[tuple[str, Any]]:
    """Name and value of each fact, computed properties included."""
    names = [field.name for field in dataclasses.fields(facts)]
    names += [name for name, value in vars(type(facts)).items() if isinstance(value, property)]
    for name in names:
        yield name, getattr(facts, name)


def clock(seconds: float) -> str:
    """Return minutes and seconds.

    Examples
    --------
    >>> clock(123.4)
    '2:03'
    """
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"


def _told(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, np.ndarray) and value.size > FEW:
        return f"array of shape {value.shape}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_told(one)}" for key, one in value.items())
    if dataclasses.is_dataclass(value):
        return type(value).__name__
    return str(value)


def _limits(constraints: Iterable[Any]) -> dict[str, float]:
    """Return the range of a parameter (of each coordinate of a point), by pydantic's names of its limits."""
    found: dict[str, float] = {}
    for constraint in constraints:
        if isinstance(constraint, Reach):
            found |= {"ge": -constraint.most, "le": constraint.most}
        for kind in SIGNS:
            if (bound := getattr(constraint, kind, None)) is not None:
                found[kind] = bound
    return found
