"""What is left of a weight, over the curvature of its loss: a curve with the penalty, a level with AdamW."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.charts.bars import Bar
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .charts import Chart
from .decay_view import ADAMW
from .family_rule import ADAM, NEW
from .weight_decay import Decay

BALANCES = {
    "penalised": ("s (x - 1) + lambda x = 0", "=> quad x = s / (s + lambda)"),
    "own": (
        "s (x - 1) / {{ sqrt(v) : root }} + lambda x = 0",
        "=> quad x = s / (s + lambda {{ sqrt(v) : root }})",
    ),
}


class SpreadChart(Chart):
    """Runs as marks, laws as lines, over curvatures on a logarithmic axis.

    Attributes
    ----------
    laws, runs, names
        By method, ``penalised`` and ``own``: the law as a curve, the ends of the runs, and the name.
    balances
        By method: what balances at rest, and what follows.
    cancels
        Why the root takes the curvature out.
    """

    def __init__(self, decay: Decay, screen: ScreenText) -> None:
        spread = decay.spread
        super().__init__(
            screen,
            (-5.85, -2.05),
            (7.4, 4.55),
            (spread[0] / 1.5, spread[-1] * 1.5),
            (0.0, 1.15),
            ("curvature_axis", "left_axis"),
            ticks=((), (0, 0.5, 1)),
        )
        self.ground.add(
            self.level(1.0), self.name("without", (spread[0] / 1.5, 1.0), [(1, -0.27)], theme.GOAL)
        )
        fine = np.geomspace(*self.plane.x_range, 200)
        # Of AdamW's √v, which is proportional to the curvature, any weight tells the ratio.
        ratio = float(decay.spread_root[-1] / spread[-1])
        laws = {"penalised": decay.balance(fine), "own": decay.balance(fine, ratio * fine)}
        ends = {"penalised": decay.spread_penalised, "own": decay.spread_own}
        looks = {"penalised": ADAM, "own": ADAMW}
        self.laws, self.runs, self.names, self.balances = {}, {}, {}, {}
        lines = [np.stack([fine, law], axis=-1) for law in laws.values()]
        places = {"penalised": ((1.0, 0.5), [(1.3, -0.1)]), "own": ((0.02, laws["own"][0]), [(1.0, -0.35)])}
        left = self.plane.window.get_right()[0] + 0.45
        for (key, look), top in zip(looks.items(), (2.85, 0.05), strict=True):
            self.laws[key] = Curve(self.plane, np.stack([fine, laws[key]], axis=-1), look, width=4, head=0)
            points = self.plane.to_scene(np.stack([spread, ends[key]], axis=-1))
            self.runs[key] = VGroup(*(marker(look.marker, 0.22, look.colour).move_to(at) for at in points))
            at, asides = places[key]
            self.names[key] = self.name(f"{key}_name", at, asides, look.colour, size=theme.BODY, lines=lines)
            head = screen.word(f"{key}_name", theme.BODY, look.colour)
            rows = [EquationPanel(source, size=32, plate=False) for source in BALANCES[key]]
            if key == "own":
                for row in rows:
                    row.part("root").set_color(NEW)
            column = VGroup(head, *rows).arrange(DOWN, buff=0.24, aligned_edge=LEFT)
            self.balances[key] = column.move_to((left, top, 0), aligned_edge=UP + LEFT)
        self.cancels = screen.word("cancels", theme.BODY, NEW)
        self.cancels.next_to(self.balances["own"], DOWN, buff=0.24).align_to(self.balances["own"], LEFT)


class FadingChart(Chart):
    """The weights over the steps: those of AdamW drift back, unless gradients are noisy.

    Attributes
    ----------
    settled
        Both weights with the penalty, at rest early.
    own, noisy
        AdamW's weight, and with noise.
    names, note
        By line; and what the noise is.
    costs
        Loss plus penalty of both, as bars, and what is left of the weights.
    """

    def __init__(self, decay: Decay, screen: ScreenText) -> None:
        super().__init__(
            screen,
            (0.35, -2.05),
            (6.2, 4.55),
            (10, decay.long),
            (0.0, 1.15),
            ("steps_log", "weight_axis"),
            ticks=((), (0, 0.5, 1)),
        )
        self.decay = decay
        self.ground.add(self.level(1.0))
        at = np.unique(np.geomspace(10, decay.long, 500).round().astype(int))
        noisy = theme.Look(theme.INK, (0.1, 0.06), "disc")
        plain = theme.Look(ADAM.colour, ADAM.dash, ADAM.marker)

        def curve(values: np.ndarray, look: theme.Look, width: float) -> Curve:
            return Curve(
                self.plane, np.stack([at.astype(float), values[at]], axis=-1), look, width=width, head=0.18
            )

        self.settled = VGroup(*(curve(decay.penalised.x[:, axis], plain, 3.5) for axis in (0, 1)))
        self.own = curve(decay.own.x[:, 0], ADAMW, 5)
        self.noisy = curve(decay.noisy.x[:, 0], noisy, 2.5)
        edge = float(decay.long)
        self.names = {
            key: self.name(f"{key}_late", (edge, value), [(-1.02, rise)], colour)
            for key, value, rise, colour in (
                ("own", decay.late, 0.62, NEW),
                ("noisy", decay.late_noisy, -0.62, theme.INK),
                ("penalised", float(decay.penalised.x[-1, 0]), -0.3, ADAM.colour),
            )
        }
        self.note = self.name("noise_note", (10.0, 0.0), [(1.02, 0.28)], theme.INK)
        self.costs = self._costs()

    def _costs(self) -> dict[str, VGroup]:
        left, room, screen = -6.4, 4.4, self.screen
        values = {"penalised": self.decay.cost, "own": self.decay.own_cost}
        unit = room / max(values.values())
        costs = {}
        for (key, value), y, colour in zip(values.items(), (1.5, 0.3), (ADAM.colour, NEW), strict=True):
            name = screen.word(f"{key}_name", theme.BODY, colour)
            name.move_to((left, y + 0.48, 0), aligned_edge=LEFT)
            bar = Bar((left, y, 0), unit, colour, thickness=0.4, value=value)
            number = screen.set(f"{value:.3g}", theme.HEADING)
            costs[key] = VGroup(name, bar, number.next_to(bar.end, np.array([1.0, 0, 0]), buff=0.15))
        head = screen.word("cost_head", theme.BODY, theme.MUTED).move_to((left, 2.55, 0), aligned_edge=LEFT)
        costs["head"] = VGroup(head)
        rows = [screen.word("share_head", theme.BODY, theme.MUTED)]
        rows += [
            screen.word(f"{key}_shares", theme.HEADING, colour)
            for key, colour in (("penalised", ADAM.colour), ("own", NEW))
        ]
        for row, y in zip(rows, (-0.75, -1.45, -2.1), strict=True):
            row.move_to((left, y, 0), aligned_edge=LEFT)
        costs["equal"] = VGroup(*rows)
        return costs
