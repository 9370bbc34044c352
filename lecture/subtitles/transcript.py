"""What is said in a film as a text to read: Markdown, with a chapter a segment and a paragraph a cue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")
_LIST = re.compile(r"^(\d+)([.)])(?=\s)|^([-+])(?=\s)")


@dataclass(frozen=True)
class ChapterText:
    """One chapter: the second at which it begins, its title, its paragraphs as they are shown.

    ``reading`` is what else there is to read, Markdown already; ``part`` is the part of the film that it stands in.
    """

    start: float
    title: str
    paragraphs: tuple[str, ...]
    reading: str = ""
    part: str = ""


def to_markdown(title: str, chapters: Sequence[ChapterText]) -> str:
    """Write a transcript; what Markdown would take for markup is escaped.

    Examples
    --------
    >>> print(to_markdown("Ravines", [ChapterText(62.4, "A ball", ("It rolls.", "Why?"))]))
    # Ravines
    <BLANKLINE>
    ## 1:02 A ball
    <BLANKLINE>
    It rolls.
    <BLANKLINE>
    Why?
    <BLANKLINE>
    """
    blocks = [f"# {_escaped(title)}"] if title else []
    # Where there are parts, chapters are headings below theirs.
    level = "###" if any(chapter.part for chapter in chapters) else "##"
    part = ""
    for chapter in chapters:
        if chapter.part and chapter.part != part:
            blocks.append(f"## {_escaped(chapter.part)}")
        part = chapter.part
        blocks.append(f"{level} {_clock(chapter.start)} {_escaped(chapter.title)}")
        blocks += map(_escaped, chapter.paragraphs)
        blocks += [chapter.reading] if chapter.reading else []
    return "\n\n".join(blocks) + "\n"


def _escaped(text: str) -> str:
    plain = _MARKUP.sub(r"\\\1", text)
    return _LIST.sub(lambda match: f"{match[1] or ''}\\{match[2] or match[3]}", plain)


def _clock(seconds: float) -> str:
    """Whole seconds, rounded down: a player sent there hears the first word."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
