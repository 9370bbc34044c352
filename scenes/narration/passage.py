"""One text of a words file with its numbers filled in, and the way back to the line where a part of it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from scenes.errors import ContentError
from scenes.narration.language import Language
from scenes.narration.script import Piece, ScriptCue, is_wide
from scenes.narration.toml_lines import Key, TomlLines

_BETWEEN = r"(?:[\s\\]|<[a-z0-9_]+/>|\[\[)*"
_FIELD = r"\{[^{}]*\}"
_PARTS = re.compile(r"[−+]?\d[\d.,]*(?:×10[⁻⁰¹²³⁴-⁹]+)?|\S")


@dataclass(frozen=True)
class Passage:
    """A title, a text of the screen, or the words of a cue (which has a ``cue``)."""

    path: Path
    language: Language
    lines: TomlLines
    key: Key
    name: str
    shown: str
    cue: ScriptCue | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Shown and spoken text as they correspond."""
        return self.cue.pieces if self.cue else (Piece(self.shown, self.shown),)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Spans of the shown text that are this word or phrase, in any case; Latin is taken as whole words."""
        bounds = ("", "") if is_wide(text[0]) else (r"(?<!\w)", r"(?!\w)")
        pattern = bounds[0] + re.escape(text) + bounds[1]
        return [match.span() for match in re.finditer(pattern, self.shown, re.IGNORECASE)]

    def finding(self, start: int, end: int, what: str, hint: str) -> ContentError:
        """Return the error for the shown characters ``[start, end)``, with file and line."""
        line = self.lines.line_like(self.key, *self._searched(start, end))
        return ContentError(f"{self.name}: {what}", hint=hint, path=self.path, line=line)

    def _searched(self, start: int, end: int) -> tuple[str, int]:
        """Return the pattern of a shown part in the source, and which of its places is meant.

        In the source, marks may stand between the characters, and a fact in place of a number.
        """
        part = self.shown[start:end]
        nth = len(re.findall(f"(?={re.escape(part)})", self.shown[:start])) if part else 0
        found = [re.escape(char) for char in _PARTS.findall(part)]
        numbers = [char[:1].isdigit() or char[:1] in "−+" for char in _PARTS.findall(part)]
        return _BETWEEN.join(
            f"(?:{_FIELD}|{pattern})" if number else pattern
            for pattern, number in zip(found, numbers, strict=True)
        ), nth
