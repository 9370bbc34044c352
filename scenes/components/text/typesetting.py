"""What Typst is told before it sets any text: fonts and language. No manim."""

from __future__ import annotations

from functools import cache

import typst

from scenes import theme
from scenes.narration.language import language


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
