"""What Adam is made of: momentum's mean above the line, RMSProp's root below, and what dividing does."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number

from .facts import Facts
from .mean_tank import M, V

STEP = "theta <- theta - eta thin {{ m : m }} / ({{ sqrt(v) : v }} + epsilon)"


class TwoParts:
    """Adam's step with its parts named, and the gradient's sizes before and after they are divided.

    Attributes
    ----------
    formula
        The step.
    notes
        What m is, and what √v is.
    sizes, divided
        A bar for each coordinate: the gradient's size, and what is left of it when it is divided by itself.
    """

    bar_left, longest = 1.75, 3.9

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.formula = EquationPanel(STEP, {"m": M, "v": V}, plate=False, size=60).move_to((-3.35, 0.1, 0))
        self.notes = [
            self.formula.point_out(part, screen[key], side, colour, language=screen.language)
            for part, key, side, colour in (
                ("m", "m_part", UP, M),
                ("v", "v_part", DOWN, V),
            )
        ]
        unit = self.longest / max(facts.gradient)
        coordinates = (("x", theme.X_AXIS), ("y", theme.Y_AXIS))
        self.sizes = self._group("sizes", facts.gradient, ".3g", unit, 2.2, coordinates)
        self.divided = self._group("divided", (1.0, 1.0), ".3g", 0.55 * self.longest, -0.6, coordinates)

    def _group(
        self,
        key: str,
        values: tuple[float, float],
        form: str,
        unit: float,
        top: float,
        coordinates: tuple[tuple[str, str], ...],
    ) -> VGroup:
        head = self.screen.word(key, theme.BODY, theme.MUTED)
        group = VGroup(head.move_to((self.bar_left - 0.45, top, 0), aligned_edge=LEFT))
        for rank, (value, (sign, colour)) in enumerate(zip(values, coordinates, strict=True)):
            y = top - 0.65 - 0.75 * rank
            bar = Bar((self.bar_left, y, 0), unit, colour, thickness=0.42, value=value)
            name = label(f"${sign}$", theme.HEADING, colour).move_to((self.bar_left - 0.3, y, 0))
            number = Number(value, form, theme.HEADING, theme.INK)
            number.next_to(bar.end, RIGHT, buff=0.18)
            group.add(VGroup(name, bar, number))
        return group

    def shrink(self, share: float) -> None:
        """Let the lower bars come from the sizes to one."""
        for (_, bar, _), (_, size, _) in zip(self.divided[1:], self.sizes[1:], strict=True):
            first = size.dial * size.unit / bar.unit
            bar.set_dial(float(first + share * (1.0 - first)))
