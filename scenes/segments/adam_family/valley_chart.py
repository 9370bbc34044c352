"""Adam and AMSGrad in the valley: the loss after some steps, over the learning rate."""

from __future__ import annotations

import numpy as np
from manim import LEFT, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .charts import Chart
from .family_rule import ADAM
from .siblings import Best


class ValleyChart(Chart):
    """Two curves that lie on each other; at the right the lowest loss of each.

    Attributes
    ----------
    curves, bests
        By method: the losses; the lowest of them, marked, with its value.
    """

    def __init__(self, best: Best, screen: ScreenText) -> None:
        rates = best.adam.rates
        lows = min(sweep.lowest for sweep in (best.adam, best.amsgrad))
        super().__init__(
            screen,
            (-5.6, -2.05),
            (8.6, 4.55),
            (float(rates[0]), float(rates[-1])),
            (10.0 ** np.floor(np.log10(lows)), 10.0),
            ("rate_axis", "loss_axis"),
            log="xy",
        )
        looks = {"adam": ADAM, "amsgrad": theme.look("amsgrad")}
        self.curves, self.bests = {}, {}
        for key, sweep, width, y in (
            ("adam", best.adam, 9.0, 1.1),
            ("amsgrad", best.amsgrad, 4.0, -0.9),
        ):
            look = looks[key]
            points = np.stack([rates, sweep.loss], axis=-1)
            self.curves[key] = Curve(self.plane, points, look, width=width, head=0)
            at = int(np.argmin(sweep.loss))
            sign = marker(look.marker, 0.3 if key == "adam" else 0.2, look.colour, rim=True)
            sign.move_to(self.plane.to_scene(points[at]))
            head = screen.word(key, theme.BODY, look.colour)
            name = screen.word("lowest", theme.SMALL, theme.MUTED)
            number = Number(sweep.lowest, ".6f", theme.HEADING, look.colour)
            column = VGroup(head, name, number).arrange(np.array([0, -1.0, 0]), buff=0.18, aligned_edge=LEFT)
            column.move_to((3.55, y, 0), aligned_edge=LEFT)
            self.bests[key] = VGroup(sign, column)
