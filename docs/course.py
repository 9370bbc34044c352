"""Write docs/course.md: every segment of the course, its length, and the texts it stands on and corrects.

    python docs/course.py

All of it is taken from scenes/course.toml, from the segments and from docs/sources.toml; a test says when the page is
behind.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lecture.rendering.cache import Cache
from lecture.spec import STOCK, SegmentSpec, load_spec
from scenes.narration.language import languages
from scenes.performance import Performance

PAGE = Path(__file__).with_name("course.md")
SOURCES = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True)
class Row:
    """What a text says, what is right where it errs, and which segments take it up: none, perhaps, if it errs."""

    text: str
    says: str
    segments: tuple[str, ...]
    right: str = ""

    def told(self, texts: Iterable[str]) -> str:
        """Write it as an item of a list, with the number of its text."""
        number = list(texts).index(self.text) + 1
        return f"- Text {number}: {self.says}." + (f" **Rather:** {self.right}." if self.right else "")


@dataclass(frozen=True)
class Sources:
    """The texts, by their keys, and all rows."""

    texts: dict[str, str]
    rows: tuple[Row, ...]

    def of(self, segment: str) -> list[Row]:
        """Return the rows that a segment takes up."""
        return [row for row in self.rows if segment in row.segments]


def sources() -> Sources:
    """Read docs/sources.toml."""
    data = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    rows = (Row(**{**row, "segments": tuple(row["segments"])}) for row in data["row"])
    return Sources(data["texts"], tuple(rows))


def page() -> str:
    """Write the page."""
    course, found = load_spec(STOCK).segments, sources()
    lines = [
        "# The course",
        "",
        "Written by `make pages`: the segments of `scenes/course.toml`, with their lengths at the pace of the silent",
        "voice, and what the texts say that the course began with (`docs/sources.toml`).",
        "",
        *(f"{number}. {about}" for number, about in enumerate(found.texts.values(), start=1)),
        "",
        *_segments(course, found),
        *_waiting(course, found),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _segments(course: Sequence[SegmentSpec], found: Sources) -> Iterator[str]:
    part = ""
    for number, segment in enumerate(course, start=1):
        here = " · ".join(segment.part.values())
        if here != part:
            yield from (f"## {here}", "")
            part = here
        told = [
            Performance.prepare(segment.name, code, segment.parameters, segment.words.get(code, ()))
            for code in languages()
        ]
        yield f"### {number}. {' · '.join(one.script.title for one in told)}"
        yield ""
        # By quarters of a minute, so that not every word that is changed changes this page.
        lengths = ", ".join(f"{round(one.timeline.duration / 15) / 4:g} ({one.language})" for one in told)
        yield f"`{segment.name}`, minutes: {lengths}"
        yield ""
        if rows := found.of(segment.name):
            yield from (row.told(found.texts) for row in rows)
            yield ""


def _waiting(course: Sequence[SegmentSpec], found: Sources) -> Iterator[str]:
    known = {one.name for one in course}
    rows = [row for row in found.rows if not known & set(row.segments)]
    if rows:
        yield from ("## Not told yet", "")
        for row in rows:
            missing = f" (`{'`, `'.join(row.segments)}`)" if row.segments else ""
            yield row.told(found.texts) + missing


if __name__ == "__main__":
    # The numbers of long runs are shipped, and need not be made again.
    with Cache.at().keeping_runs():
        PAGE.write_text(page(), encoding="utf-8")
