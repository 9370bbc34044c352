"""The template language of the words: computed facts, marks, and text that is shown one way and said another.

``{ravine.angle:.0f}`` is a fact or a parameter, ``<turn/>`` a mark, ``[[η|eta]]`` shows ``η`` and says ``eta``;
``{{`` and ``}}`` are plain braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from numbers import Real
from typing import Any

from scenes.narration.language import Language
from scenes.narration.numerals import Form, number_form

_SPECIAL = re.compile(r"\{\{|\}\}|\{[^{}]*\}|\{[^{}<\[]{0,15}|\}|\[\[.*?\]\]|<[^<>]*>", re.DOTALL)
_FIELD = re.compile(r"\{\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[-?\d+\])*)\s*(?::([^{}]*))?\}")
_STEP = re.compile(r"\[(-?\d+)\]|([A-Za-z_]\w*)")
_LONG = re.compile(r"\d{3}")
"""In a format: so many places would fill the memory before anybody could read them."""
_MARK = re.compile(r"<([a-z][a-z0-9_]*)/>")
_LIKE_A_MARK = re.compile(r"</?\s*[\w-]+\s*/?>")


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a template, and the source text it is wrong at (the ``nth`` such text, from 0)."""

    what: str
    hint: str
    source: str
    nth: int = 0


@dataclass(frozen=True)
class Field:
    """A computed fact: the path to it and the format of its number."""

    path: str
    spec: str
    source: str
    nth: int


@dataclass(frozen=True)
class MarkToken:
    """A moment of the speech that the picture waits for."""

    name: str
    source: str
    nth: int


@dataclass(frozen=True)
class Pair:
    """Text that is shown one way and said another."""

    shown: tuple[str | Field, ...]
    spoken: tuple[str | Field, ...]


Token = str | Field | MarkToken | Pair


class MissingFactError(LookupError):
    """No such fact; carries the hint."""


class Told(Mapping[str, Any]):
    """What words may speak of: the facts, and the parameters that no fact is called like.

    Examples
    --------
    >>> told = Told({"steps": 30}, {"steps": 50, "start": (-7.0, 2.0)})
    >>> told["steps"], lookup("start[1]", told)
    (30, 2.0)
    """

    def __init__(self, facts: Any, parameters: Mapping[str, Any]) -> None:
        self.facts = facts
        self.parameters = parameters
        self.names = tuple(_names(facts))

    def __getitem__(self, name: str) -> Any:
        """Return a fact, or else a parameter."""
        if name not in self.names:
            return self.parameters[name]
        return self.facts[name] if isinstance(self.facts, Mapping) else getattr(self.facts, name)

    def __iter__(self) -> Iterator[str]:
        yield from self.names
        yield from (name for name in self.parameters if name not in self.names)

    def __len__(self) -> int:
        return len({*self.names, *self.parameters})

    def listed(self) -> str:
        """Name all there is, facts and parameters apart."""
        kinds = {"facts": sorted(self.names), "parameters": list(self.parameters)}
        return "; ".join(f"{kind}: {', '.join(names)}" for kind, names in kinds.items() if names) or "nothing"


def parse(text: str, *, speech: bool) -> tuple[tuple[Token, ...], tuple[Mistake, ...]]:
    """Cut a template into its tokens.

    Parameters
    ----------
    text
        The template.
    speech
        Whether it is spoken: marks and ``[[shown|spoken]]`` are known there alone, so that on-screen text may
        use ``<`` and ``[[`` as its markup does.
    """
    tokens: list[Token] = []
    mistakes: list[Mistake] = []
    seen: dict[str, int] = {}

    def plain(part: str) -> tuple[str | Field, ...]:
        return tuple(token for token in cut(part, inside=True) if isinstance(token, str | Field))

    def cut(part: str, *, inside: bool) -> Iterator[Token]:
        last = 0
        for match in _SPECIAL.finditer(part):
            source = match.group()
            if (source[0] in "<[" and not speech) or (
                source[0] == "<" and not _LIKE_A_MARK.fullmatch(source)
            ):
                # This is no mark but markup or a comparison, and a fact may stand within it.
                if part[last : match.start()]:
                    yield part[last : match.start()]
                yield source[0]
                yield from cut(source[1:], inside=inside)
                last = match.end()
                continue
            if part[last : match.start()]:
                yield part[last : match.start()]
            last = match.end()
            nth = seen.get(source, 0)
            seen[source] = nth + 1
            if source in ("{{", "}}"):
                yield source[0]
            elif source[0] in "{}":
                field = _FIELD.fullmatch(source)
                if field:
                    yield Field(field[1], (field[2] or "").strip(), source, nth)
                else:
                    hint = "a fact is {name:format}; a plain brace is written twice"
                    mistakes.append(Mistake(f"cannot read '{source}'", hint, source, nth))
            elif source[0] == "[":
                shown, bar, spoken = source[2:-2].partition("|")
                if not bar or inside:
                    mistakes.append(Mistake(f"cannot read '{source}'", "write [[shown|spoken]]", source, nth))
                else:
                    yield Pair(plain(shown), plain(spoken))
            elif mark := _MARK.fullmatch(source):
                if inside:
                    hint = "put the mark before the [["
                    mistakes.append(Mistake(f"mark {source} inside [[ ]]", hint, source, nth))
                else:
                    yield MarkToken(mark[1], source, nth)
            else:
                hint = "a mark is written <name/>, in small letters"
                mistakes.append(Mistake(f"cannot read the mark '{source}'", hint, source, nth))
        if part[last:]:
            yield part[last:]

    tokens.extend(cut(text, inside=False))
    return tuple(tokens), tuple(mistakes)


def lookup(path: str, facts: Any) -> Any:
    """Follow a path such as ``rows[0].w`` through facts: attributes, mapping keys, positions.

    Raises
    ------
    MissingFactError
        If there is no such fact; its message names the nearest one.
    """
    value = facts
    done = ""
    for match in _STEP.finditer(path):
        position, name = match.groups()
        if position is not None:
            try:
                value = value[int(position)]
            except (IndexError, TypeError, KeyError):
                raise MissingFactError(f"'{done}' has no element {position}") from None
            done += f"[{position}]"
            continue
        names = _names(value)
        if name not in names:
            near = get_close_matches(name, names, n=1, cutoff=0.5)
            prefix = f"{done}." if done else ""
            known = (
                value.listed()
                if isinstance(value, Told)
                else f"known: {', '.join(sorted(names)) or 'nothing'}"
            )
            raise MissingFactError(f"did you mean '{prefix}{near[0]}'?" if near else known)
        value = value[name] if isinstance(value, Mapping) else getattr(value, name)
        done += f".{name}" if done else name
    return value


def _names(value: Any) -> list[str]:
    """Names a path may go on with from here."""
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    own = [field.name for field in fields(value)] if is_dataclass(value) else []
    return own + [
        name
        for name in dir(type(value))
        if not name.startswith("_") and isinstance(getattr(type(value), name), property)
    ]


def is_truth(value: Any) -> bool:
    """Whether a fact is a boolean, numpy's included (which this package does not import)."""
    return type(value).__name__ in ("bool", "bool_")


def field_form(field: Field, facts: Any, language: Language, *, chosen: bool) -> Form | Mistake:
    """Put a fact into words, or say what is wrong with it.

    A fact without value (``None``: it never happened) is an error only in text that is ``chosen``: a variant
    that waits for its condition may speak of what has not happened.
    """

    def wrong(what: str, hint: str) -> Mistake:
        return Mistake(what, hint, field.source, field.nth)

    try:
        value = lookup(field.path, facts)
    except MissingFactError as error:
        return wrong(f"no fact '{field.path}'", str(error))
    if isinstance(value, Mapping) and language.code in value:
        value = value[language.code]
    if value is None and not chosen:
        return Form("", "")
    if value is None:
        return wrong(f"fact '{field.path}' has no value here", "say it in a [[cue.NAME.when]] variant")
    if _LONG.search(field.spec):
        return wrong(
            f"cannot write fact '{field.path}' as '{field.spec}': too many places", "for example {x:.2f}"
        )
    try:
        if isinstance(value, str):
            text = format(value, field.spec)
            return Form(text, text)
        if isinstance(value, Real) and not is_truth(value):
            return number_form(value, field.spec, language.numbers)
    except (ValueError, TypeError) as error:
        if value != value and not chosen:
            return Form("", "")
        return wrong(f"cannot write fact '{field.path}' as '{field.spec}': {error}", "for example {x:.2f}")
    kind = type(value).__name__
    return wrong(
        f"fact '{field.path}' is no number and no text but {kind}", "use one of its parts, or 'when'"
    )
