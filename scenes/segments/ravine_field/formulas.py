"""The loss, the way to the minimum and steepest descent as formulas, each coordinate in its colour."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts

COORDINATES = {"x": theme.X_AXIS, "y": theme.Y_AXIS}


def loss(facts: Facts) -> EquationPanel:
    """Set the loss."""
    x, y = ("" if one == 2 else f"{one / 2:g}" for one in (facts.curvature_x, facts.curvature_y))
    return EquationPanel(
        f"L = {{{{ {x} thin x^2 : x }}}} + {{{{ {y} thin y^2 : y }}}}", COORDINATES, plate=False
    )


class Ways:
    """Both directions at any point, and at the start, in a column.

    Attributes
    ----------
    wish, downhill
        The way to the minimum and steepest descent, at any point.
    wish_here, downhill_here
        What they are at the start, right of them.
    """

    def __init__(self, facts: Facts, screen: ScreenText, left: float) -> None:
        fact = facts
        (x, y), (gx, gy) = fact.start, fact.gradient
        flat, steep = ("" if one == 1 else f"{one:g}" for one in (fact.curvature_x, fact.curvature_y))
        self.wish, self.downhill = (
            self._named(screen.word(key, theme.SMALL, colour), source, (left, level))
            for key, colour, source, level in (
                ("wish", theme.GOAL, _vector("-x", "-y"), 0.75),
                ("downhill", theme.GRADIENT, _vector(f"-{flat} thin x", f"-{steep} thin y"), -1.15),
            )
        )
        self.wish_here, self.downhill_here = (
            EquationPanel(f"= {_vector(f'{one:.3g}', f'{other:.3g}')}", COORDINATES, plate=False).next_to(
                whole[1], RIGHT, buff=0.2
            )
            for whole, one, other in ((self.wish, -x, -y), (self.downhill, -gx, -gy))
        )

    def _named(self, name: VGroup, source: str, place: tuple[float, float]) -> VGroup:
        left, level = place
        formula = EquationPanel(source, COORDINATES, plate=False)
        formula.move_to((left + 0.1, level, 0), aligned_edge=LEFT)
        return VGroup(name.next_to(formula, UP, buff=0.15).align_to(formula, LEFT).shift(0.1 * LEFT), formula)


def _vector(x: str, y: str) -> str:
    return f"vec({{{{ {x} : x }}}}, {{{{ {y} : y }}}})"
