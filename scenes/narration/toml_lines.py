"""Where the entries of a TOML file stand, so that a mistake in them can be pointed at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\[\]\n]+?)[ \t]*\]\]?")
_KEY = re.compile(r"[ \t]*([\w.\"' -]+?)[ \t]*=[ \t]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""' r"|'''.*?'''" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class TomlLines:
    """The source of a valid TOML file and the span of every entry in it."""

    source: str
    spans: Mapping[Key, tuple[int, int]]

    @classmethod
    def scan(cls, source: str) -> TomlLines:
        """Find every table header and every key; the text is known to be valid TOML."""
        spans: dict[Key, tuple[int, int]] = {}
        counts: dict[Key, int] = {}
        table: Key = ()
        at = 0
        while at < len(source):
            end = source.find("\n", at)
            end = len(source) if end < 0 else end
            if header := _HEADER.match(source, at):
                table = _within_arrays(_split(header[2]), counts)
                if header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    table = (*table, counts[table])
                spans.setdefault(table, (at, end))
            elif key := _KEY.match(source, at):
                if string := _STRING.match(source, key.end()):
                    end = max(string.end(), at + 1)
                spans[(*table, *_split(key[1]))] = (at, end)
                end = source.find("\n", end)
                end = len(source) if end < 0 else end
            at = end + 1
        return cls(source, MappingProxyType(spans))

    def line(self, key: Key) -> int:
        """Line (from 1) of an entry, or of the nearest table around it; 1 if nothing is known."""
        return self._line_at(self._span(key)[0])

    def line_of(self, key: Key, part: str, nth: int = 0) -> int:
        """Line of the ``nth`` place (from 0) where ``part`` stands within an entry, else the entry's own."""
        words = [re.escape(word) for word in part.split()]
        # Within a multi-line string a blank may be a line's end, with or without TOML's backslash.
        return self.line_like(key, r"[\s\\]+".join(words), nth)

    def line_like(self, key: Key, pattern: str, nth: int = 0) -> int:
        """Line of the ``nth`` place (from 0) where an entry matches a pattern, else the entry's own."""
        start, end = self._span(key)
        places = list(re.finditer(pattern, self.source[start:end])) if pattern else []
        return self._line_at(start + places[nth].start() if nth < len(places) else start)

    def _span(self, key: Key) -> tuple[int, int]:
        while key and key not in self.spans:
            key = key[:-1]
        return self.spans.get(key, (0, 0))

    def _line_at(self, offset: int) -> int:
        return self.source.count("\n", 0, offset) + 1


def _within_arrays(table: Key, counts: Mapping[Key, int]) -> Key:
    """Place a table that stands below an array of tables in the array's last entry."""
    found: Key = ()
    for part in table[:-1]:
        found = (*found, part)
        if found in counts:
            found = (*found, counts[found])
    return (*found, *table[-1:])


def _split(dotted: str) -> Key:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
