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
from .weight_decay import Decay, balance, own_balance

REST = ("s (x - 1) + lambda x = 0", "=> quad x = s / (s + lambda)")
OWN = ("(s (1 - x)) / (s sqrt((1 - x)^2 + sigma^2)) = lambda x",)


class SpreadChart(Chart):
    """Runs as marks, what they should be as lines, over curvatures on a logarithmic axis.

    Attributes
    ----------
    laws, runs, names
        By method, ``penalised`` and ``own``, and ``calm`` for half the noise: a curve, where the runs rest, the name.
    reasons
        By method: why.
    cancels
        That the curvature cancels.
    """

    def __init__(self, decay: Decay, screen: ScreenText) -> None:
        spread = np.array(decay.spread)
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
        levels = [own_balance(noise, decay.strength) for noise in (decay.noise, decay.noise / 2)]
        laws = {
            "penalised": balance(fine, decay.strength),
            **{key: np.full(len(fine), level) for key, level in zip(("own", "calm"), levels, strict=True)},
        }
        ends = {"penalised": decay.penalised.rests, "own": decay.own.rests, "calm": decay.calm.rests}
        looks = {"penalised": ADAM, "own": ADAMW, "calm": ADAMW}
        self.laws, self.runs, self.names, self.reasons = {}, {}, {}, {}
        lines = [np.stack([fine, law], axis=-1) for law in laws.values()]
        names = {
            "penalised": ("penalised_law", (1.0, 0.25), [(1.1, 0.0)]),
            "own": ("own_level", (1000.0, levels[0]), [(0.0, -0.32)]),
            "calm": ("calm_name", (1000.0, levels[1]), [(0.0, 0.32)]),
        }
        for key, look in looks.items():
            width = 3 if key == "calm" else 4
            self.laws[key] = Curve(
                self.plane, np.stack([fine, laws[key]], axis=-1), look, width=width, head=0
            )
            points = self.plane.to_scene(np.stack([spread, ends[key]], axis=-1))
            self.runs[key] = VGroup(*(marker(look.marker, 0.26, look.colour).move_to(at) for at in points))
            text, at, asides = names[key]
            self.names[key] = self.name(text, at, asides, look.colour, size=theme.BODY, lines=lines)
        left = self.plane.window.get_right()[0] + 0.5
        for key, top, head, rows in (
            ("penalised", 2.5, "penalised_name", REST),
            ("own", 0.35, "scaled", OWN),
        ):
            column = VGroup(
                screen.word(head, theme.BODY, looks[key].colour),
                *(EquationPanel(source, size=34, plate=False) for source in rows),
            )
            column.arrange(DOWN, buff=0.24, aligned_edge=LEFT)
            self.reasons[key] = column.move_to((left, top, 0), aligned_edge=UP + LEFT)
        self.cancels = screen.word("cancels", theme.BODY, NEW)
        self.cancels.next_to(self.reasons["own"], DOWN, buff=0.3).align_to(self.reasons["own"], LEFT)
