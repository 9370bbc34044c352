"""Text and formulas, set by Typst: one sans family for Latin and Han, no LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
import typst
from manim import MathTypst, Typst, VMobjectFromSVGPath

from scenes import theme
from scenes.narration.language import language

Label = Typst
TextT = TypeVar("TextT", bound=Typst)


@cache
def fonts() -> typst.Fonts:
    """Look for fonts once: a search per label would take longer than setting it."""
    return typst.Fonts()


@cache
def preamble(code: str) -> str:
    """Typst settings common to all text of a language."""
    families = ", ".join(f'"{family}"' for family in theme.TEXT_FONTS if family in fonts().families())
    family = f"font: ({families},), " if families else ""
    features = "".join(f'"{feature}", ' for feature in language(code).type_features)
    return (
        f'#set text({family}lang: "{code}", number-type: "lining", features: ({features}))\n'
        f'#show math.equation: set text(font: "{theme.MATH_FONT}", size: 1.08em)\n'
        "#set par(leading: 0.62em)"
    )


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
    body = f'#set text(weight: "{weight}")\n#set align({align})\n{source}'
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


@dataclass(frozen=True)
class ScreenText:
    """What a segment writes on the screen, by key, and the language it is in.

    Examples
    --------
    >>> ScreenText({"rate": "learning rate"}, "en")["rate"]
    'learning rate'
    """

    words: Mapping[str, str]
    language: str

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def set(self, source: str, size: float = theme.BODY, colour: str = theme.INK, **options: Any) -> Label:
        """Set a text (Typst markup) in this language."""
        return label(source, size, colour, language=self.language, **options)

    def word(self, key: str, size: float = theme.BODY, colour: str = theme.INK, **options: Any) -> Label:
        """Set the text that the words file has under ``key``."""
        return self.set(self.words[key], size, colour, **options)


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
