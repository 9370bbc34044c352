"""Text and formulas, set by Typst: one sans family for Latin and Han, no LaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import typst
from manim import MathTypst, Typst, VMobjectFromSVGPath

from scenes import theme
from scenes.components.text.typesetting import fonts, preamble
from scenes.errors import ContentError
from scenes.narration.script import Place

Label = Typst
TextT = TypeVar("TextT", bound=Typst)


def label(
    source: str,
    size: float = theme.BODY,
    colour: str = theme.INK,
    *,
    language: str = "en",
    weight: str = "regular",
    width: float | None = None,
    align: str = "left",
    **options: Any,
) -> Label:
    """Set a text with Typst markup: ``*bold*``, ``$eta$``; ``width`` in scene units breaks lines.

    Examples
    --------
    >>> label("learning rate $eta = 0.95$").height > 0  # doctest: +SKIP
    True
    """
    body = f'#set text(weight: "{weight}")\n#set align({align})\n{raised(source)}'
    if width is not None:
        # Typst sets 10 pt as one em; manim draws an em of `size` as size/48 * 0.417 units.
        points = width / (size * UNITS_PER_SIZE) * 10
        body = f"#block(width: {points:.3f}pt)[\n{body}\n]"
    text = _light(
        Typst(
            body,
            font_size=size,
            typst_preamble=preamble(language),
            font_paths=fonts(),  # type: ignore[arg-type]  # handed on to the compiler, which takes a font book too
            color=colour,
            use_svg_cache=False,
            **options,
        )
    )
    # What it says, for whoever has to name it.
    text.source = source  # type: ignore[attr-defined]
    return text


_EXPONENT = re.compile("[⁻⁰¹²³⁴-⁹]+")
_LEVEL = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")


def raised(source: str) -> str:
    """Have exponents raised by Typst: a font's own small digits are too small to be read from afar.

    Examples
    --------
    >>> raised("1.5×10⁻⁷ at $y = 10²$")
    '1.5×10#super(typographic: false, size: 0.75em)[−7] at $y = 10^(2)$'
    """
    parts = source.split("$")
    for index, part in enumerate(parts):
        form = "^({})" if index % 2 else "#super(typographic: false, size: 0.75em)[{}]"
        parts[index] = _EXPONENT.sub(lambda found, form=form: form.format(found[0].translate(_LEVEL)), part)
    return "$".join(parts)


@dataclass(frozen=True)
class ScreenText:
    """What a segment writes on the screen, by key, and the language it is in.

    ``places`` says where the words file has each text (``screen.KEY``) and all of them (``screen``).

    Examples
    --------
    >>> ScreenText({"rate": "learning rate"}, "en")["rate"]
    'learning rate'
    """

    words: Mapping[str, str]
    language: str
    places: Mapping[str, Place] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        """Return the text under a key.

        Raises
        ------
        ContentError
            If the words file has none; with its name and the nearest key.
        """
        if key not in self.words:
            near = get_close_matches(key, self.words, n=1, cutoff=0.5)
            hint = f"it has '{near[0]}'; " if near else ""
            raise self._error(
                "screen", f"no text '{key}' under [screen]", f"{hint}the drawing asks for '{key}'"
            )
        return self.words[key]

    def set(self, source: str, size: float = theme.BODY, colour: str = theme.INK, **options: Any) -> Label:
        """Set a text (Typst markup) in this language."""
        return label(source, size, colour, language=self.language, **options)

    def word(self, key: str, size: float = theme.BODY, colour: str = theme.INK, **options: Any) -> Label:
        """Set the text that the words file has under ``key``.

        Raises
        ------
        ContentError
            If there is none, or it is no Typst markup; with its place in the words file.
        """
        source = self[key]
        try:
            return self.set(source, size, colour, **options)
        except typst.TypstError as error:
            what = f"{key}: Typst cannot set “{source}”: {error.message}"
            raise self._error(f"screen.{key}", what, "; ".join(error.hints)) from error

    def _error(self, key: str, what: str, hint: str) -> ContentError:
        place = self.places.get(key)
        return ContentError(
            what, hint=hint, path=Path(place.path) if place else None, line=place.line if place else None
        )


def stand(text: Label, y: float) -> Label:
    """Move a line of text up or down until its letters stand on ``y``.

    Centring would set "cost" and "epoch" at different heights. At least half the letters should have no descender.
    """
    base = float(np.median([letter.get_bottom()[1] for letter in text]))
    text.shift(np.array([0.0, y - base, 0.0]))
    return text


UNITS_PER_SIZE = 10 / 960
"""Height of an em, in scene units, for each unit of type size."""


def formula(source: str, size: float = theme.HEADING, colour: str = theme.INK, **options: Any) -> MathTypst:
    """Set a display formula; ``{{ part : name }}`` marks a part that ``select("name")`` finds again."""
    return _light(
        MathTypst(
            source,
            font_size=size,
            typst_preamble=preamble("en"),
            font_paths=fonts(),  # type: ignore[arg-type]
            color=colour,
            use_svg_cache=False,
            **options,
        )
    )


def _light(text: TextT) -> TextT:
    """Let go of the parsed outlines: every animation copies its text, and they are most of the copy's cost."""
    for part in text.get_family():
        if isinstance(part, VMobjectFromSVGPath):
            del part.path_obj
    return text
