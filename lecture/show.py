"""What there is: the list of segments, and all about one of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lecture.errors import LectureError, WordsError, content_as
from lecture.spec import SegmentSpec
from scenes import catalog
from scenes.blame import blamed_on
from scenes.narration.language import languages
from scenes.performance import Performance

FEW = 4
"""Arrays longer than this are told by their shape."""


def show_catalog(console: Console | None = None) -> list[LectureError]:
    """Print every segment with its length, its languages and its title; return the mistakes in those that are broken.

    A broken segment keeps its line and does not hide the others.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("segment", "length", "languages", "title"):
        table.add_column(column)
    mistakes: list[LectureError] = []
    for name in catalog.segments():
        spoken = [code for code in languages() if catalog.words_file(name, code).exists()]
        try:
            with content_as(WordsError, name):
                performances = [Performance.prepare(name, code) for code in spoken]
        except LectureError as error:
            mistakes.append(error)
            table.add_row(name, "", ", ".join(spoken), Text("broken: see below", "dim"))
            continue
        lengths = " / ".join(clock(one.timeline.duration) for one in performances)
        title = " / ".join(one.script.title for one in performances)
        table.add_row(name, lengths, ", ".join(spoken), Text(title))
    (console or Console()).print(table)
    return mistakes


def show_segment(segment: SegmentSpec, language: str, console: Console | None = None) -> None:
    """Print parameters, cues with their words, and facts of one segment."""
    console = console or Console()
    with content_as(WordsError, segment.name):
        performance = Performance.prepare(
            segment.name, language, segment.parameters, segment.words.get(language, ())
        )
        with blamed_on(catalog.home(segment.name).folder):
            known = list(told_facts(performance.facts))
    console.print(Text(performance.script.title, style="bold"))
    console.print(parameter_table(segment))
    for cue, timed in zip(performance.script.cues, performance.timeline.cues, strict=True):
        marks = "".join(f"  {name} {time:.1f} s" for name, time in timed.marks.items())
        console.print(Text.assemble((f"\n{clock(timed.start)}  {cue.name}", "bold"), (marks, "dim")))
        console.print(Text(cue.shown))
    facts = Table(title="\nfacts", box=None, show_header=False, title_justify="left")
    for name, value in known:
        facts.add_row(name, Text(value))
    console.print(facts)


def parameter_table(segment: SegmentSpec) -> Table:
    """List the parameters: name, value, range and meaning."""
    table = Table(title="\nparameters", box=None, show_header=False, title_justify="left")
    usual = type(segment.parameters)()
    for name, field in type(segment.parameters).model_fields.items():
        value = getattr(segment.parameters, name)
        changed = value != getattr(usual, name)
        bounds = ", ".join(_bounds(field.metadata))
        style = "bold yellow" if changed else ""
        table.add_row(name, Text(str(value), style), Text(bounds, "dim"), field.description or "")
    return table


def told_facts(facts: Any) -> Iterator[tuple[str, str]]:
    """Name and value of each fact, computed properties included."""
    names = [field.name for field in dataclasses.fields(facts)]
    names += [name for name, value in vars(type(facts)).items() if isinstance(value, property)]
    for name in names:
        yield name, _told(getattr(facts, name))


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


def _bounds(constraints: Iterable[Any]) -> Iterator[str]:
    for constraint in constraints:
        for attribute, sign in (("gt", ">"), ("ge", "≥"), ("lt", "<"), ("le", "≤")):
            if (bound := getattr(constraint, attribute, None)) is not None:
                yield f"{sign} {bound}"
