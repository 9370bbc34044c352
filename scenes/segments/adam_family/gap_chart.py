"""What happens between two large slopes: the root of v sinks, and the small steps grow."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.text.label import ScreenText

from .charts import Chart
from .cycle import Law
from .family_rule import ADAM

STEP = theme.Look(theme.INK, (), "disc")


class GapChart(Chart):
    """One cycle of the game with rare slopes, round by round, over the root of v at the large slope.

    Attributes
    ----------
    root, steps
        The root of v, and the small steps.
    names
        By the same keys, and of the ``mean`` step and the ``limit``, each with its level.
    """

    def __init__(self, law: Law, screen: ScreenText) -> None:
        last = float(law.wide)
        super().__init__(
            screen,
            (-5.75, -2.05),
            (6.4, 4.55),
            (0.0, last),
            (0.0, 1.12 * float(law.rises[-1])),
            ("since_axis", "gap_head"),
            log="",
            ticks=((0, 1000, 2000, 3000), (1, 2, 3, 4)),
        )
        rounds = np.linspace(0.0, last, len(law.rises))
        lines = {
            "root": np.stack([rounds, 1.0 / law.rises], axis=-1),
            "steps": np.stack([rounds, law.rises], axis=-1),
        }
        self.root = Curve(self.plane, lines["root"], theme.Look(ADAM.colour, (), "disc"), width=5, head=0)
        self.steps = Curve(self.plane, lines["steps"], STEP, width=5, head=0)
        drawn = list(lines.values())
        self.names = {
            "root": self.name(
                "root_sinks", (0.98 * last, 0.0), [(-1.0, 0.85), (-1.0, 1.05)], ADAM.colour, lines=drawn
            ),
            "steps": self.name(
                "steps_grow", (0.72 * last, 3.6), [(-1.05, 0.0), (-1.05, 0.4)], theme.INK, lines=drawn
            ),
            "mean": VGroup(
                self.level(law.wide_grown, theme.WARNING, width=4),
                self.name("mean_grown", (0.0, law.wide_grown), [(1.05, 0.27)], theme.WARNING, lines=drawn),
            ),
            "limit": VGroup(
                self.level(law.ratio, theme.INK),
                self.name("limit", (last, law.ratio), [(-1.05, -0.27), (-1.05, 0.27)], lines=drawn),
            ),
        }
