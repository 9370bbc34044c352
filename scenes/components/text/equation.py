"""A formula on a plate, with parts that can be coloured, pointed at, dimmed."""

from __future__ import annotations

from collections.abc import Mapping

from manim import Brace, SurroundingRectangle, VGroup, VMobject
from manim.typing import Vector3D

from scenes import theme
from scenes.components.text.label import Label, formula, label


class EquationPanel(VGroup):
    """A display formula; parts written ``{{ part : name }}`` are found by name.

    Parameters
    ----------
    source
        Typst mathematics with named parts.
    colours
        Part name to colour.

    Examples
    --------
    >>> panel = EquationPanel("{{ eta : rate }} nabla L", {"rate": theme.X_AXIS})  # doctest: +SKIP
    """

    def __init__(
        self,
        source: str,
        colours: Mapping[str, str] | None = None,
        *,
        size: float = theme.HEADING,
        plate: bool = True,
    ) -> None:
        super().__init__()
        self.formula = formula(source, size)
        for name, colour in (colours or {}).items():
            self.formula.select(name).set_color(colour)
        if plate:
            self.add(backing(self.formula))
        self.add(self.formula)

    def part(self, name: str) -> VGroup:
        """Return a named part of the formula."""
        return self.formula.select(name)

    def point_out(
        self,
        name: str,
        text: str,
        direction: Vector3D,
        colour: str,
        *,
        language: str = "en",
        buff: float = 0.12,
    ) -> VGroup:
        """Return a brace at a part, with a text beyond it."""
        brace = Brace(self.part(name), direction, buff=buff, sharpness=1.2).set_color(colour)
        words: Label = label(text, theme.SMALL, colour, language=language)
        words.next_to(brace, direction, buff=0.1)
        return VGroup(brace, words)


def backing(*covered: VMobject, buff: float = 0.18, opacity: float = 0.86) -> VMobject:
    """Return a plate in the ground's colour to lie under text that stands on a picture."""
    plate = SurroundingRectangle(*covered, buff=buff, corner_radius=0.1)
    plate.set_stroke(width=0).set_fill(theme.BACKGROUND, opacity=opacity)
    return plate


def plated(text: VMobject, buff: float = 0.08) -> VGroup:
    """Return a text with its plate below it."""
    return VGroup(backing(text, buff=buff), text)
