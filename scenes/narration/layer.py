"""One layer of words: a file, or a table of words within a file, and where everything in it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.errors import ContentError
from scenes.narration.toml_file import read_toml
from scenes.narration.toml_lines import Key, TomlLines


@dataclass(frozen=True)
class WordsLayer:
    """Words as they were written, not yet checked; ``within`` is the key of the table that holds them."""

    path: Path
    data: Mapping[str, Any]
    lines: TomlLines
    within: Key = ()

    @classmethod
    def read(cls, path: Path) -> WordsLayer:
        """Read a words file.

        Raises
        ------
        ContentError
            If the file is missing, cannot be read, or is not TOML.
        """
        try:
            file = read_toml(path, hint="texts stand between quotes, long ones between three").composed()
        except FileNotFoundError:
            hint = "every language needs one"
            raise ContentError("this words file is missing", hint=hint, path=path) from None
        return cls(path, file.data, file.lines)

    def line(self, key: Key) -> int:
        """Line (from 1) of an entry, or of the nearest table around it."""
        return self.lines.line((*self.within, *key))

    def line_of(self, key: Key, part: str, nth: int = 0) -> int:
        """Line of the ``nth`` place (from 0) where ``part`` stands within an entry, else the entry's own."""
        return self.lines.line_of((*self.within, *key), part, nth)

    def error(self, key: Key, what: str, hint: str) -> ContentError:
        """Return the error that something is wrong with an entry."""
        return ContentError(what, hint=hint, path=self.path, line=self.line(key))
