"""One loss, two starts: the penalty brings both weights to one place, AdamW neither to one nor for good."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.text.label import ScreenText

from .charts import Chart
from .decay_view import ADAMW
from .family_rule import ADAM, NEW
from .weight_decay import Decay

FIRST = 15
"""The first step that is shown."""
NAMED = {
    "penalised": ((1.45, [(1.05, 0.1)]), (1.2, [(1.1, 0.0)])),
    "own": ((1.85, [(1.06, 0.05)]), (1.12, [(-1.1, -0.1)])),
}
"""At which weight each curve is named, and at which side; the start of before is the first."""


class WayChart(Chart):
    """Weights over the steps on a logarithmic axis; at the right, where they are when they are compared.

    Attributes
    ----------
    curves, names
        By method: the weights of both starts, and their names; the start of before is the first.
    compared, late, rests
        What AdamW has left after ``steps`` steps, and at the end; and the penalty's place.
    """

    def __init__(self, decay: Decay, screen: ScreenText) -> None:
        super().__init__(
            screen,
            (-5.75, -2.05),
            (8.2, 4.55),
            (FIRST, decay.long),
            (0.3, 2.0),
            ("steps_log", "weight_axis"),
            ticks=((), (0.5, 1, 1.5, 2)),
        )
        self.ground.add(self.level(1.0), self.name("without", (1200.0, 1.0), [(0.0, 0.27)], theme.GOAL))
        at = np.unique(np.geomspace(FIRST, decay.long, 500).round().astype(int))
        self.curves, self.names = {}, {}
        for key, walk, look in (
            ("penalised", decay.penalised_ways, ADAM),
            ("own", decay.own_ways, ADAMW),
        ):
            lines = [np.stack([at.astype(float), walk.x[at, start]], axis=-1) for start in (0, 1)]
            self.curves[key] = VGroup(
                *(
                    Curve(self.plane, line, look, width=width, head=0.22)
                    for line, width in zip(lines, (5, 3), strict=True)
                )
            )
            self.names[key] = VGroup(
                *(
                    self.name(f"from_{start}", line[np.argmax(line[:, 1] < weight)], asides, look.colour)
                    for start, line, (weight, asides) in zip(
                        ("start", "other"), lines, NAMED[key], strict=True
                    )
                )
            )
        # Where no curve is: below those of AdamW, and below the penalty's rest.
        self.names["own"].add(self.name("own_name", (60.0, 0.5), [(0.0, 0.0)], NEW, size=theme.BODY))
        rest = (1500.0, float(decay.end[0]))
        self.names["penalised"].add(self.name("penalised", rest, [(0.0, 0.25), (0.0, -0.25)], ADAM.colour))
        foot, top = self.plane.to_scene([(decay.steps, bound) for bound in self.plane.y_range])
        left = float(self.plane.window.get_right()[0]) + 0.45
        self.compared = VGroup(
            DashedLine(foot, top, color=theme.MUTED, stroke_width=2),
            self._row("own_there", left, 2.0, theme.BODY, NEW),
        )
        self.late = self._row("own_late", left, 0.75, theme.BODY, NEW)
        self.rests = self._row("penalised_late", left, -0.6, theme.BODY, ADAM.colour)

    def _row(self, key: str, left: float, y: float, size: float, colour: str) -> VGroup:
        row = self.screen.word(key, size, colour)
        return row.move_to((left, y, 0), aligned_edge=UP + LEFT)
