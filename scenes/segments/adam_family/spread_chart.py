"""What is left of a weight, over the curvature of its loss: a curve with the penalty, a level with AdamW."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .charts import Chart
from .decay_view import ADAMW
from .family_rule import ADAM, NEW
from .weight_decay import Decay, balance

REST = ("s (x - 1) + lambda x = 0", "=> quad x = s / (s + lambda)")
SCALED = (
    "m -> s thin m, quad sqrt(v) -> s thin sqrt(v)",
    "=> quad (s thin m) / (s thin sqrt(v)) = m / sqrt(v)",
)


class SpreadChart(Chart):
    """Runs as marks, what they should be as lines, over curvatures on a logarithmic axis.

    Attributes
    ----------
    laws, runs, names
        By method, ``penalised`` and ``own``: a curve, the ends of the runs, and the name.
    reasons
        By method: why.
    cancels
        That the curvature cancels.
    """

    def __init__(self, decay: Decay, screen: ScreenText) -> None:
        spread = decay.spread
        super().__init__(
            screen,
            (-5.85, -2.05),
            (7.2, 4.55),
            (spread[0] / 1.5, spread[-1] * 1.5),
            (0.0, 1.15),
            ("curvature_axis", "left_axis"),
            ticks=((), (0, 0.5, 1)),
        )
        self.ground.add(
            self.level(1.0), self.name("without", (spread[0] / 1.5, 1.0), [(1, 0.27)], theme.GOAL)
        )
        fine = np.geomspace(*self.plane.x_range, 200)
        # No curvature changes AdamW's run, so that one end is all ends.
        laws = {"penalised": balance(fine, decay.strength), "own": np.full(len(fine), decay.own_end[0])}
        ends = {"penalised": decay.spread_penalised, "own": decay.spread_own}
        looks = {"penalised": ADAM, "own": ADAMW}
        self.laws, self.runs, self.names, self.reasons = {}, {}, {}, {}
        lines = [np.stack([fine, law], axis=-1) for law in laws.values()]
        places = {
            "penalised": ((3.0, 0.4), [(1.05, -0.4), (1.3, -0.1)]),
            "own": ((0.02, laws["own"][0]), [(1.0, -0.35)]),
        }
        left = self.plane.window.get_right()[0] + 0.5
        for (key, look), top, rows in zip(looks.items(), (2.5, 0.35), (REST, SCALED), strict=True):
            self.laws[key] = Curve(self.plane, np.stack([fine, laws[key]], axis=-1), look, width=4, head=0)
            points = self.plane.to_scene(np.stack([spread, ends[key]], axis=-1))
            self.runs[key] = VGroup(*(marker(look.marker, 0.26, look.colour).move_to(at) for at in points))
            at, asides = places[key]
            self.names[key] = self.name(f"{key}_name", at, asides, look.colour, size=theme.BODY, lines=lines)
            head = VGroup(screen.word(f"{key}_name", theme.BODY, look.colour))
            if key == "own":
                head.add(screen.word("scaled", theme.SMALL)).arrange(DOWN, buff=0.16, aligned_edge=LEFT)
            column = VGroup(head, *(EquationPanel(source, size=34, plate=False) for source in rows))
            column.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
            self.reasons[key] = column.move_to((left, top, 0), aligned_edge=UP + LEFT)
        self.cancels = screen.word("cancels", theme.BODY, NEW)
        self.cancels.next_to(self.reasons["own"], DOWN, buff=0.24).align_to(self.reasons["own"], LEFT)
