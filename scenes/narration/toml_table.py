"""A table of a TOML file whose entries are taken out one by one, each checked, and refused with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from scenes.errors import ContentError
from scenes.narration.toml_file import read_toml
from scenes.narration.toml_lines import Key, TomlLines


class TomlTable:
    """A table and the place it stands at.

    Parameters
    ----------
    path, lines
        Its file.
    data
        The parsed entries.
    key
        Where in the file the table is; empty for the whole file.
    """

    def __init__(self, path: Path, lines: TomlLines, data: Mapping[str, Any], key: Key = ()) -> None:
        self.path = path
        self.lines = lines
        self.data = data
        self.key = key
        self._taken: set[str] = set()

    @classmethod
    def read(cls, path: Path) -> TomlTable:
        """Read a file.

        Raises
        ------
        ContentError
            If it cannot be read or is not TOML.
        """
        try:
            file = read_toml(path).composed()
        except FileNotFoundError:
            raise ContentError("cannot be read: there is no such file", path=path) from None
        return cls(path, file.lines, file.data)

    @contextmanager
    def table(self, name: str) -> Iterator[TomlTable]:
        """Open a table within this one; when it is closed, what was not taken out of it is refused."""
        inner = TomlTable(
            self.path, self.lines, self._take(name, dict, f"a table: [{name}]"), (*self.key, name)
        )
        yield inner
        inner.done()

    def inside(self, *names: str) -> TomlTable:
        """Open a table within tables that others read, too: what is not taken out of it is nobody's mistake."""
        found = self
        for name in names:
            data = found._take(name, dict, f"a table: [{name}]")
            found = TomlTable(self.path, self.lines, data, (*found.key, name))
        return found

    def text(self, name: str) -> str:
        """Take a text out."""
        return str(self._take(name, str, "a text"))

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts out."""
        found = self._take(name, list, "a list of texts")
        for value in found:
            if not isinstance(value, str):
                self.refuse(name, f"'{name}' holds {value!r}", "it should be a list of texts")
        return tuple(found)

    def patterns(self, name: str) -> tuple[str, ...]:
        """Take a list of regular expressions out."""
        found = self.texts(name)
        for pattern in found:
            try:
                re.compile(pattern)
            except re.error as error:
                hint = "write it between single quotes, so that a backslash is one"
                self.refuse(name, f"'{pattern}' is no regular expression: {error}", hint)
        return found

    def number(self, name: str, low: float, high: float) -> float:
        """Take a number out that lies between two limits, both allowed."""
        value = self._take(name, int | float, "a number")
        if not low <= value <= high:
            self.refuse(name, f"'{name}' is {value}", f"from {low:g} to {high:g}")
        return float(value)

    def whole(self, name: str, low: int, high: int) -> int:
        """Take a whole number out that lies between two limits, both allowed."""
        value = self._take(name, int, "a whole number")
        if not low <= value <= high:
            self.refuse(name, f"'{name}' is {value}", f"from {low} to {high}")
        return int(value)

    def truth(self, name: str) -> bool:
        """Take ``true`` or ``false`` out."""
        return bool(self._take(name, bool, "true or false"))

    def lists(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Take a table out that holds nothing but lists of texts."""
        with self.table(name) as inner:
            return MappingProxyType({entry: inner.texts(entry) for entry in inner.data})

    def tables(self, name: str) -> Mapping[str, Mapping[str, Any]]:
        """Take a table out that holds nothing but tables; whoever uses them knows what they may hold."""
        found = self._take(name, dict, f"a table: [{name}]")
        for entry, value in found.items():
            if not isinstance(value, dict):
                self.refuse(name, f"'{entry}' is {value!r}", f"it should be a table: [{name}.{entry}]")
        return MappingProxyType({entry: MappingProxyType(value) for entry, value in found.items()})

    def strings(self, name: str) -> Mapping[str, str]:
        """Take a table out that holds nothing but texts."""
        with self.table(name) as inner:
            return MappingProxyType({entry: inner.text(entry) for entry in inner.data})

    def replacements(self, name: str) -> tuple[tuple[str, str], ...]:
        """Take a list of pairs out: a regular expression, and what is written for what it matches."""
        found = []
        for value in self._take(name, list, "a list of pairs"):
            match value:
                case [str(pattern), str(words)]:
                    found.append((pattern, words))
                    continue
            self.refuse(
                name, f"'{name}' holds {value!r}", "it should be pairs: ['a regular expression', 'words']"
            )
        for pattern, words in found:
            try:
                # A wrong group in the words shows only when they are used.
                re.compile(f"{pattern}|").sub(words, "")
            except (re.error, IndexError) as error:
                self.refuse(
                    name, f"'{pattern}' or '{words}' is wrong: {error}", "compare it with the file of English"
                )
        return tuple(found)

    def pairs(self, name: str) -> tuple[tuple[str, int], ...]:
        """Take a list of pairs out, a text and a whole number each."""
        found = self._take(name, list, "a list of pairs")
        for value in found:
            match value:
                case [str(), int()]:
                    continue
            self.refuse(name, f"'{name}' holds {value!r}", 'it should be a list of pairs: ["万", 4]')
        return tuple((text, number) for text, number in found)

    def done(self) -> None:
        """Refuse what nobody has taken out."""
        for name in self.data:
            if name not in self._taken:
                known = ", ".join(sorted(self._taken))
                self.refuse(name, f"unknown key '{name}'", f"known here: {known}")

    def refuse(self, name: str, what: str, hint: str) -> NoReturn:
        """Raise the error for an entry, with its line."""
        raise ContentError(what, hint=hint, path=self.path, line=self.lines.line((*self.key, name)))

    def _take(self, name: str, kind: Any, told: str) -> Any:
        self._taken.add(name)
        if name not in self.data:
            place = f" in [{'.'.join(map(str, self.key))}]" if self.key else ""
            self.refuse(name, f"'{name}' is missing{place}", f"it should be {told}")
        value = self.data[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(name, f"'{name}' is {value!r}", f"it should be {told}")
        return value
