"""Adam as a whole: its rule with what each part is from, and two empty tanks."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.charts.tank import Tank
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .looks import LOOKS, MEAN, ROOT
from .swings import COLUMN

MIDDLE = (COLUMN + theme.STAGE_RIGHT) / 2


class Closing:
    """What stands beside the map at the end.

    Attributes
    ----------
    rule, parts, about
        The rule of Adam; what its parts are from; how long a step is, and when.
    tanks
        Both means, empty, with their letters and that they begin so.
    question
        What that asks.
    """

    def __init__(self, screen: ScreenText) -> None:
        self.rule = EquationPanel(
            "theta <- theta - {{ eta : rate }} thin {{ hat(m) : m }} / ({{ sqrt(hat(v)) : v }} + epsilon)",
            {"rate": LOOKS["own"].colour, "m": MEAN, "v": ROOT},
            plate=False,
            size=38,
        ).move_to((MIDDLE, 2.35, 0))
        width = theme.STAGE_RIGHT - COLUMN
        self.parts = VGroup(
            *(
                screen.word(key, theme.BODY, colour, width=width)
                for key, colour in (("direction", MEAN), ("size", ROOT))
            )
        ).arrange(DOWN, buff=0.16, aligned_edge=LEFT)
        self.parts.move_to((COLUMN, 1.2, 0), aligned_edge=LEFT)
        self.about = screen.word("about", theme.SMALL, LOOKS["own"].colour, width=width)
        self.about.move_to((COLUMN, 0.35, 0), aligned_edge=LEFT)
        tanks = VGroup()
        for letter, colour, x in (("m", MEAN, MIDDLE - 0.9), ("v", ROOT, MIDDLE + 1.3)):
            tank = Tank((x, -1.6, 0), 0.95, 1.35, colour, form=".0f", full=0.0, suffix="", rim=False)
            sign = EquationPanel(letter, plate=False, size=theme.HEADING).set_color(colour)
            tanks.add(VGroup(tank, sign.next_to(tank.glass, RIGHT, buff=0.15)))
        empty = screen.word("empty", theme.SMALL, theme.MUTED)
        empty.next_to(tanks, UP, buff=0.1).set_x(MIDDLE)
        self.tanks = VGroup(tanks, empty)
        self.question = screen.word("next", theme.BODY, theme.GOAL, width=width)
        self.question.move_to((COLUMN, -2.4, 0), aligned_edge=LEFT)
