"""The rule of the step as it grows: what is new is lit, all else is dimmed."""

from __future__ import annotations

from manim import DOWN, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText, label

from .tanks import MIDDLE

SUM_Y, RULE_Y = 2.72, 2.0
"""First the tank is filled, then the step is taken: as it is computed."""
NEW = theme.look("adagrad").colour


def plain_rule() -> EquationPanel:
    """Write the rule of plain descent."""
    return _set("theta <- theta - eta thin g", RULE_Y, {})


def sum_rule(*, lit: bool = True) -> EquationPanel:
    """Write what is new first: the sum of squares."""
    return _set("{{ s <- s + g^2 : new }}", SUM_Y, {"new": NEW if lit else theme.MUTED})


def one_sum_rule() -> EquationPanel:
    """Write the control: one sum takes in the squares of both coordinates."""
    return _set("s <- s + {{ g_x^2 : x }} + {{ g_y^2 : y }}", SUM_Y, {"x": theme.X_AXIS, "y": theme.Y_AXIS})


def divided_rule(*, lit: bool = True) -> EquationPanel:
    """Write the rule again, its new divisor lit."""
    panel = _set(
        "theta <- theta - eta / ({{ sqrt(s) : new }} {{ + thin epsilon : new2 }}) thin g", RULE_Y, {}
    )
    panel.formula.set_color(theme.MUTED)
    for part in ("new", "new2"):
        panel.part(part).set_color(NEW if lit else theme.MUTED)
    return panel


def _set(source: str, y: float, colours: dict[str, str]) -> EquationPanel:
    return EquationPanel(source, colours, plate=False).move_to((MIDDLE, y, 0))


class RateFork:
    """One rate that serves two coordinates; then one each.

    Attributes
    ----------
    one
        The rate with an arrow to each coordinate, and what it is called.
    each
        A rate that is not known yet over each coordinate.
    """

    top, low = 2.0, -1.2
    spread = 1.25

    def __init__(self, screen: ScreenText) -> None:
        columns = (MIDDLE - self.spread, MIDDLE + self.spread)
        coordinates = (("x", theme.X_AXIS), ("y", theme.Y_AXIS))
        self.feet = VGroup(
            *(
                label(f"${name}$", 48, colour).move_to((at, self.low, 0))
                for at, (name, colour) in zip(columns, coordinates, strict=True)
            )
        )
        source = (MIDDLE, self.top - 0.35, 0)
        arrows = VGroup(
            *(
                Arrows(source, (at * 0.97 + 0.03 * MIDDLE, self.low + 0.45, 0), theme.MUTED, width=0.06)
                for at in columns
            )
        )
        value = label("$eta$", 48, theme.INK)
        name = screen.word("one", theme.BODY, theme.MUTED).move_to((MIDDLE, self.low - 0.75, 0))
        self.one = VGroup(value.move_to((MIDDLE, self.top, 0)), arrows, self.feet, name)
        self.each = VGroup()
        for at, (axis, colour) in zip(columns, coordinates, strict=True):
            arrow = Arrows((at, self.top - 0.35, 0), (at, self.low + 0.45, 0), colour, width=0.06)
            sign = label(f"$eta_{axis}$ = ?", theme.HEADING, colour).move_to((at, self.top, 0))
            self.each.add(VGroup(sign, arrow))


class Cancelling:
    """Why the curvature cannot be told from the path, in three lines.

    Attributes
    ----------
    lines
        The gradient, the root of s, and their quotient with the curvature struck out; each a formula.
    key, note
        What λ is, and what the last line says.
    """

    tops = (2.6, 1.1, -0.75)

    def __init__(self, screen: ScreenText) -> None:
        gone = "{{{{ cancel(lambda) : {} }}}}"
        past = "sqrt(x_1^2 + dots.c + x_t^2)"
        sources = (
            "g = {{ lambda : a }} thin x",
            f"sqrt(s) = {{{{ lambda : a }}}} thin {past}",
            f"eta thin g / sqrt(s) = eta thin ({gone.format('a')} thin x) / ({gone.format('b')} thin {past})",
        )
        self.lines: list[EquationPanel] = []
        for source, y in zip(sources, self.tops, strict=True):
            panel = EquationPanel(source, plate=False, size=theme.HEADING).move_to((MIDDLE, y, 0))
            for part in ("a", "b"):
                if f": {part} }}}}" in source:
                    panel.part(part).set_color(theme.GRADIENT)
            self.lines.append(panel)
        self.key = screen.word("lambda", theme.SMALL, theme.GRADIENT).next_to(self.lines[0], DOWN, buff=0.14)
        self.note = screen.word("cancels", theme.BODY, theme.GRADIENT).next_to(self.lines[2], DOWN, buff=0.35)
