"""Both means under random gradients: what single runs do, and what they come to on average."""

from __future__ import annotations

import numpy as np
from manim import LEFT, DashedLine, LineJointType, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, polyline, set_pieces
from scenes.components.dial import Dialled
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Noise
from .mean_tank import M, V, rule

SHOWN = 24
"""How many single runs are drawn."""


class MeanRuns(Dialled):
    """One mean over the steps, as share of its true value; ``dial`` is how far it is divided by 1 − βᵗ.

    The thin lines are single runs, the strong one is the average of all.
    """

    def __init__(self, plane: Plane, shares: np.ndarray, weight: np.ndarray, colour: str) -> None:
        super().__init__()
        self.plane, self.weight = plane, weight
        self.shares = np.vstack([shares[:SHOWN], shares.mean(axis=0)])
        self.runs = VGroup(
            *(polyline([], stroke_color=colour, stroke_width=1.6, stroke_opacity=0.55) for _ in range(SHOWN))
        )
        self.average = VMobject(stroke_color=theme.INK, stroke_width=5, joint_type=LineJointType.ROUND)
        self.add(self.runs, self.average)
        self.set_dial(0.0)

    def at(self, step: int, dial: float) -> float:
        """Return the average after a step, divided as far as ``dial`` says."""
        return float(self.shares[-1, step - 1] / self.weight[step - 1] ** dial)

    def show(self, dial: float) -> None:
        """Draw all runs, divided as far as ``dial`` says."""
        t = np.arange(1, len(self.weight) + 1)
        for line, values in zip((*self.runs, self.average), self.shares / self.weight**dial, strict=True):
            points = self.plane.to_scene(np.stack([t, values], axis=-1))
            set_pieces(line, self.plane.clip(points))


class TwoMeans(Dialled):
    """Both means side by side with their axes, and the averages of all runs at one step; ``dial`` as above.

    Attributes
    ----------
    ground
        Axes, names, and the true mean.
    runs
        Both sets of runs.
    names
        The law of both averages, the number of runs, and the averages.
    """

    size, bottom, lefts = (3.75, 4.0), -2.0, (-6.05, -1.35)
    column = 3.1

    def __init__(self, noise: Noise, screen: ScreenText) -> None:
        super().__init__()
        self.noise = noise
        width, height = self.size
        last = len(noise.m_weight)
        self.ground, self.runs, self.names = VGroup(), VGroup(), VGroup()
        for left, sign, shares, weight, colour in zip(
            self.lefts, "mv", (noise.m, noise.v), (noise.m_weight, noise.v_weight), (M, V), strict=True
        ):
            plane = Plane((0, last), (-0.3, 2.3), width=width, height=height)
            plane.move_to((left + width / 2, self.bottom + height / 2, 0))
            axes = plane.axes(
                (0, 10, 20, last), (0, 1, 2), x_name=screen["step"], language=screen.language, y_form="d"
            )
            name = screen.word(f"expected_{sign}", theme.BODY, colour)
            name.move_to((left, self.bottom + height + 0.4, 0), aligned_edge=LEFT)
            ends = plane.to_scene([(0, 1), (last, 1)])
            true = DashedLine(*ends, color=theme.GOAL, stroke_width=3, dash_length=0.12)
            self.ground.add(VGroup(plane, axes, name, true))
            self.runs.add(MeanRuns(plane, shares, weight, colour))
        self.heads = VGroup(
            screen.word("noise_runs", theme.BODY).move_to((self.column, 2.1, 0), aligned_edge=LEFT),
            screen.word("noise_at", theme.SMALL, theme.MUTED).move_to(
                (self.column, 1.55, 0), aligned_edge=LEFT
            ),
        )
        self.numbers, signs = VGroup(), VGroup()
        for y, sign, colour in ((0.6, "m", M), (0.0, "v", V)):
            signs.add(EquationPanel(sign, plate=False).set_color(colour).move_to((self.column + 0.2, y, 0)))
            number = Number(0.0, ".2f", theme.HEADING, theme.INK, anchor="right")
            self.numbers.add(number.place((self.column + 1.9, y - 0.12, 0)))
        laws = (("m", 1, "g", -0.95), ("v", 2, "g^2", -1.55))
        self.bias, self.unbiased = VGroup(), VGroup()
        for sign, rank, mean, y in laws:
            true = f"E thin {{{{ {mean} : g }}}}"
            share = f"{{{{ (1 - beta_{rank}^t) : zero }}}}"
            self.bias.add(self._law(f"E thin {{{{ {sign} : {sign} }}}} = {share} thin {true}", y))
            self.unbiased.add(self._law(f"E thin {{{{ hat({sign}) : {sign} }}}} = {true}", y))
        self.heads.add(*signs)
        self.add(self.runs, self.numbers)
        self.set_dial(0.0)

    def _law(self, source: str, y: float) -> EquationPanel:
        return rule(source, 0, y).move_to((self.column, y, 0), aligned_edge=LEFT)

    def show(self, dial: float) -> None:
        """Divide both as far as ``dial`` says."""
        for runs, number in zip(self.runs, self.numbers, strict=True):
            runs.set_dial(dial)
            number.set_dial(runs.at(self.noise.at, dial))
