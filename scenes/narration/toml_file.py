"""TOML files as other programs save them: read whole, or refused with the line and what to do."""

from __future__ import annotations

import codecs
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.errors import ContentError
from scenes.narration.characters import composed, in_one_way
from scenes.narration.toml_lines import TomlLines

LARGEST = 4_000_000
"""Bytes; a file of words is a hundredth of it."""
END_OF_FILE = "\x1a"
"""Ctrl-Z, which some editors put behind the last line."""

_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
"""The longer marks first: one of UTF-32 begins like one of UTF-16."""
_PLACE = re.compile(r"\(?at line (\d+), column (\d+)\)?")
_TWICE = "this stands here a second time: keep one of them"
_ADVICE = {
    "Cannot overwrite": _TWICE,
    "Cannot declare": _TWICE,
    "Cannot redefine": _TWICE,
    "Cannot mutate": _TWICE,
    "Duplicate": _TWICE,
    "Unterminated string": "a text has no quotation mark at its end",
    "Illegal character '\\n'": "a text has no quotation mark at its end; one of several lines stands between three",
    "Illegal character": "take that character out",
    "Unescaped '\\'": "a backslash is written twice, or the text put between ' and '",
    "Unclosed array": "close it with ]",
    "Unclosed inline table": "close it with }",
    "Exceeds the limit": "a number has thousands of digits: write those that count",
}
"""What to do, by what the parser's sentence begins with."""
_STRUCTURE = tuple("=[]{}#.")
_QUOTES = "“”„‟«»‘’‚′″＂＇「」"


@dataclass(frozen=True)
class TomlFile:
    """What a TOML file holds, and where everything in it stands."""

    path: Path
    data: dict[str, Any]
    lines: TomlLines

    def composed(self) -> TomlFile:
        """Return the file with all its texts written in one way (see :func:`~scenes.narration.characters.composed`).

        Places are looked up by what the texts say, so its source is written so too.
        """
        return TomlFile(self.path, in_one_way(self.data), TomlLines.scan(composed(self.lines.source)))


def read_toml(path: Path, *, hint: str = "") -> TomlFile:
    r"""Read a TOML file with any line ends, with or without a byte-order mark or a Ctrl-Z at its end.

    Parameters
    ----------
    path
        The file; a pipe will do.
    hint
        What to say about a file that is text but not TOML, where the text itself tells nothing.

    Raises
    ------
    FileNotFoundError
        If there is no such file: who asked knows what it is for.
    ContentError
        If it cannot be read, is no UTF-8 text, or is not TOML; with its line, as far as known.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "a.toml"
    >>> _ = file.write_bytes(b"\xef\xbb\xbfname = 'a'\r\n")
    >>> read_toml(file).data
    {'name': 'a'}
    """
    source = _text(path, _bytes(path))
    try:
        return TomlFile(path, tomllib.loads(source), TomlLines.scan(source))
    except RecursionError:
        hint = "close them, or take some out"
        raise ContentError("too many brackets within each other", hint=hint, path=path) from None
    except ValueError as error:
        # Not only TOML's own errors: a number of thousands of digits is refused by Python itself.
        told, place = _PLACE.sub("", str(error)).strip(), _PLACE.search(str(error))
        line = int(place[1]) if place else source.rstrip("\n").count("\n") + 1
        what = f"not valid TOML: {told}" if isinstance(error, tomllib.TOMLDecodeError) else "not valid TOML"
        char = source.split("\n")[line - 1][int(place[2]) - 1 :][:1] if place else ""
        known = (advice for begin, advice in _ADVICE.items() if told.startswith(begin))
        advice = _disguise(char, told) or next(known, hint)
        raise ContentError(what, hint=advice, path=path, line=line) from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ContentError(f"cannot be read: {error.strerror}", path=path) from error
    except ValueError as error:
        raise ContentError(f"cannot be read: {error}", path=path) from error
    if len(content) > LARGEST:
        raise ContentError(
            f"too large: more than {LARGEST / 1e6:g} MB", hint="is this the right file?", path=path
        )
    return content


def _text(path: Path, content: bytes) -> str:
    """Decode a file, with plain line ends and nothing around its text."""
    advice = "save the file as UTF-8"
    for mark, name in _OTHER_MARKS.items():
        if content.startswith(mark):
            raise ContentError(f"this is {name} text, not UTF-8", hint=advice, path=path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _count_lines(content[: error.start].decode("utf-8", "replace"))
        raise ContentError("not UTF-8 text", hint=advice, path=path, line=line) from None
    text = re.sub("\r\n?", "\n", text).rstrip(END_OF_FILE)
    if "\0" in text:
        raise ContentError(
            "there are zero bytes in it: this is no text, or UTF-16 without a mark",
            hint=advice,
            path=path,
            line=_count_lines(text[: text.index("\0")]),
        )
    return text


def _count_lines(text: str) -> int:
    return text.count("\n") + 1


def _disguise(char: str, told: str) -> str:
    """Name a character that TOML stumbled over and that looks like one of TOML's own."""
    if not char or char.isascii():
        return ""
    name = f"U+{ord(char):04X} {unicodedata.name(char, '').lower()}".strip()
    if char in _QUOTES:
        return f'{char} is no quotation mark here: texts stand between two " (U+0022)'
    if unicodedata.category(char) in ("Zs", "Cf"):
        return f"there is an unusual blank or invisible character: {name}"
    folded = unicodedata.normalize("NFKC", char)
    # In the midst of a text whose quotes were torn apart, a wide comma is only a comma.
    if folded in _STRUCTURE or (folded == "," and ("array" in told or "inline table" in told)):
        return f"{char} is not {folded}: {name}"
    return ""
