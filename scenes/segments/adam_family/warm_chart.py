"""RAdam's start: the share of the rate that it takes, and the loss that noise alone makes."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.text.label import ScreenText

from .charts import Chart
from .family_rule import ADAM
from .siblings import Warmth

RADAM = theme.look("radam")
WARM = theme.Look(theme.INK, (0.08, 0.07), "square")


class WarmChart:
    """Two charts over one logarithmic axis of steps.

    Attributes
    ----------
    ground
        Both windows with their axes.
    shares, losses
        By method: its share of the rate; its mean loss. Curves.
    names, early, momentum, note
        By method: its name in the left chart; what its loss is early; the steps that are not divided, and why.
    """

    def __init__(self, warmth: Warmth, screen: ScreenText) -> None:
        self.warmth, self.screen = warmth, screen
        self.left = left = Chart(
            screen,
            (-5.95, -2.05),
            (5.75, 3.25),
            (1, 2 * warmth.warm_steps),
            (0.0, 1.22),
            ("steps_log", "share_axis"),
            ticks=((), (0, 0.5, 1)),
        )
        top = 1.3 * max(float(warmth.adam.max()), float(warmth.warm.max()))
        self.right = right = Chart(
            screen,
            (0.95, -2.05),
            (5.75, 3.25),
            (1, warmth.warm_steps),
            (0.0, top),
            ("steps_log", "noise_axis"),
            ticks=((), tuple(np.arange(0.0, top, 0.02).round(2))),
        )
        self.ground = VGroup(left.ground, right.ground)
        t = np.arange(1, len(warmth.share) + 1)
        warm = np.minimum(t / warmth.warm_steps, 1.0)
        some = np.unique(np.geomspace(1, len(t), 500).round().astype(int)) - 1
        looks = {"adam": ADAM, "radam": RADAM, "warm": WARM}
        divided = some[some >= warmth.divides_at - 1]
        shares = {
            "adam": np.stack([t[some], np.ones(len(some))], axis=-1),
            "radam": np.stack([t[divided], warmth.share[divided]], axis=-1),
            "warm": np.stack([t[some], warm[some]], axis=-1),
        }
        losses = {"adam": warmth.adam, "radam": warmth.radam, "warm": warmth.warm}
        few = some[some < warmth.warm_steps] + 1
        self.shares, self.losses = {}, {}
        for key, look in looks.items():
            self.shares[key] = Curve(left.plane, shares[key], look, width=4, head=0)
            points = np.stack([few.astype(float), losses[key][few]], axis=-1)
            self.losses[key] = Curve(right.plane, points, look, width=4, head=0.16)
        lines = [*shares.values()]
        self.names = {
            "adam": left.name("adam", (1.0, 1.0), [(1.1, 0.27)], ADAM.colour),
            "radam": left.name(
                "radam_share", (60.0, 0.3), [(-1.1, 0.3), (-1.2, 0.5)], RADAM.colour, lines=lines
            ),
            "warm": left.name("warm_share", (500.0, 0.1), [(1.05, -0.05)], WARM.colour, lines=lines),
        }
        end = left.plane.to_scene((warmth.momentum_steps + 0.5, 0.0))
        up = left.plane.to_scene((warmth.momentum_steps + 0.5, 1.0))
        self.momentum = VGroup(
            DashedLine(end, up, color=RADAM.colour, stroke_width=2.5),
            left.name("momentum_steps", (1.0, 0.62), [(1.05, 0.0)], RADAM.colour),
        )
        self.note = screen.word("worth", theme.SMALL, RADAM.colour)
        early, runs = float(warmth.early), [np.stack([few, loss[few]], axis=-1) for loss in losses.values()]
        mark = DashedLine(
            *right.plane.to_scene([(early, 0.0), (early, top)]), color=theme.MUTED, stroke_width=2
        )
        self.ground.add(right.name("noise_key", (1.0, top), [(1.04, -0.25)], theme.MUTED))
        self.early = {"line": VGroup(mark, right.name("early", (early, top), [(1.08, -0.25)], theme.MUTED))}
        for key, asides in (
            ("adam", [(1.1, 0.45), (1.1, 0.6)]),
            ("radam", [(1.15, 0.34)]),
            ("warm", [(-1.1, 0.2)]),
        ):
            at = (early, float(losses[key][warmth.early]))
            self.early[key] = right.name(f"{key}_early", at, asides, looks[key].colour, lines=runs)
