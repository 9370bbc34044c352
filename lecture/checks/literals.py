"""Numbers that were typed into words of one's own although the segment computes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from numbers import Real
from pathlib import Path
from typing import Any

from scenes import catalog
from scenes.narration.numerals import MINUS
from scenes.narration.template import Pair, Told, is_truth, parse
from scenes.narration.toml_lines import Key
from scenes.narration.words_file import WordsFile

COURSE = Path(catalog.__file__).parent
COMMON = {"0", "1", "2"}
"""Numbers that mean too many things to be suspicious."""

_NUMBER = re.compile(rf"(?<![\w.,^])[-{MINUS}]?\d+(?:\.\d+)?(?:\s?%)?(?![\w^]|[.,]\d)")


def typed_numbers(words: WordsFile, told: Told) -> Iterator[str]:
    """Tell every number typed into words of one's own that is a fact or a parameter, but for those of ``COMMON``.

    Their own are words that are laid over a segment's, its translations, and segments outside the package. Those of
    the course are looked after by its tests.
    """
    for key, template in _templates(words):
        layer = words.origin(key)
        if layer is words.base and layer.path.is_relative_to(COURSE):
            continue
        for typed, nth in _typed(template, speech=key[0] == "cue"):
            names = [name for name in told if _same(typed, told[name])]
            if names and typed not in COMMON:
                meant = " or ".join(f"{{{name}}}" for name in names[:2])
                line = layer.line_of(key, typed, nth)
                yield f"{layer.path}:{line}: {typed} is {meant} here: write the fact, and it follows the numbers"


def _templates(words: WordsFile) -> Iterator[tuple[Key, str]]:
    yield ("title",), words.title
    for name, text in words.screen.items():
        yield ("screen", name), text
    for name, cue in words.cues.items():
        yield ("cue", name, "text"), cue.text
        for position, variant in enumerate(cue.variants):
            yield ("cue", name, "when", position, "text"), variant.text


def _typed(template: str, *, speech: bool) -> Iterator[tuple[str, int]]:
    """Yield the numbers that stand outside of ``{...}``, each with how many like it stand before."""
    seen: dict[str, int] = {}
    tokens, _ = parse(template, speech=speech)
    for token in tokens:
        parts: tuple[Any, ...] = (*token.shown, *token.spoken) if isinstance(token, Pair) else (token,)
        for part in parts:
            for match in _NUMBER.finditer(part) if isinstance(part, str) else ():
                yield match.group(), seen.get(match.group(), 0)
                seen[match.group()] = seen.get(match.group(), 0) + 1


def _same(typed: str, value: Any) -> bool:
    """Whether a number, written as exactly as it was typed, is what was typed.

    Examples
    --------
    >>> _same("0.95", 0.9497), _same("95%", 0.95), _same("30", 30.2)
    (True, True, False)
    """
    if isinstance(value, Mapping) or not isinstance(value, Real) or is_truth(value):
        return False
    number = float(value) * (100 if typed.endswith("%") else 1)
    written = typed.rstrip("% ").replace(MINUS, "-")
    digits = len(written.partition(".")[2])
    # A whole number is meant as one: 30 is not 30.2.
    return f"{number:.{digits}f}" == written and (digits > 0 or number == round(number))
