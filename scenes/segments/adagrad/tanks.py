"""What AdaGrad remembers, as vessels in a column beside a map, and the rates that come of it."""

from __future__ import annotations

from typing import Literal

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.charts.tank import Tank
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number

from .facts import Facts

LEFT_EDGE, RIGHT_EDGE = 2.1, theme.STAGE_RIGHT
MIDDLE = (LEFT_EDGE + RIGHT_EDGE) / 2
FLOOR, HEIGHT, WIDTH = -0.95, 1.85, 1.1
HEADING_Y, RATE_Y = 1.27, -1.62
"""Heights of the lines above the tanks and above the rates."""
COLOURS = {"x": theme.X_AXIS, "y": theme.Y_AXIS, "": theme.INK}


class Tanks(Dialled):
    """Tanks of squared gradients and bars of rates; the dial counts steps.

    Levels and bars move between whole steps, numbers are those of the last whole one.

    Parameters
    ----------
    walk
        The run that fills them.
    names
        ``"xy"`` for a tank each, ``""`` for one that both share.

    Attributes
    ----------
    vessels, rates
        The tanks with their names, and the bars with their names and numbers; each under its heading.
    """

    def __init__(self, facts: Facts, walk: Trajectory, screen: ScreenText, names: Literal["xy", ""]) -> None:
        super().__init__()
        keys = list(names) or [""]
        runs = (facts.own, facts.shared, facts.turned)
        self.full = 1.05 * float(max(one.state.square_sum[-1].max() for one in runs))
        self.walk = walk
        self.unit = 2.75 / float(max(one.state.rate.max() for one in runs))
        places = np.linspace(LEFT_EDGE, RIGHT_EDGE, 2 * len(keys) + 1)[1::2] + 0.35
        self.tanks, self.bars = VGroup(), VGroup()
        self.vessels = VGroup(screen.word("sum" if names else "shared_sum", theme.SMALL, theme.MUTED))
        self.vessels[0].move_to((MIDDLE, HEADING_Y, 0))
        self.rates = VGroup(screen.word("rate", theme.SMALL, theme.MUTED).move_to((MIDDLE, RATE_Y, 0)))
        for rank, (key, x) in enumerate(zip(keys, places, strict=True)):
            colour = COLOURS[key]
            tank = Tank(
                (x, FLOOR, 0), WIDTH, HEIGHT, colour, form=".2f", full=self.full, suffix="", rim=False
            )
            sign = label(f"$s_{key}$" if key else "$s$", theme.BODY, colour)
            self.tanks.add(tank)
            self.vessels.add(VGroup(tank, sign.move_to((x, FLOOR - 0.3, 0))))
            y = RATE_Y - 0.45 - 0.48 * rank
            bar = Bar((LEFT_EDGE + 0.55, y, 0), self.unit, colour, thickness=0.3)
            name = label(f"${key}$" if key else "$x, y$", theme.BODY, colour)
            name.move_to((LEFT_EDGE + 0.35, y, 0), aligned_edge=RIGHT)
            self.bars.add(VGroup(bar, Number(0.0, "#.3g", theme.BODY, theme.INK)))
            self.rates.add(VGroup(name, self.bars[-1]))
        self.add(self.vessels, self.rates)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Fill the tanks as they are after so many steps."""
        sums, rates = self.walk.state.square_sum, self.walk.state.rate[1:]
        times, whole = np.arange(len(sums)), int(dial + 1e-6)
        for axis, (tank, (bar, number)) in enumerate(zip(self.tanks, self.bars, strict=True)):
            tank.set_dial(float(np.interp(dial, times, sums[:, axis])) / self.full)
            tank.number.set_dial(float(sums[whole, axis]))
            bar.set_dial(min(dial, 1.0) * float(np.interp(dial, times[1:], rates[:, axis])))
            number.set_dial(float(rates[max(whole, 1) - 1, axis]))
            number.next_to(bar.end, RIGHT, buff=0.15)
            # Before the first step there is no rate.
            number.digits.set_fill(opacity=float(whole > 0))

    def parted(self) -> tuple[VGroup, VGroup]:
        """Return what is written at the tanks, with the rates, and the tanks with what is in them."""
        heading, *vessels = self.vessels
        written = VGroup(heading, self.rates, *(VGroup(tank.number, sign) for tank, sign in vessels))
        return written, VGroup(*(VGroup(tank.body, tank.surface, tank.glass) for tank in self.tanks))

    def first_share(self, screen: ScreenText) -> VGroup:
        """Mark in the last tank how much of it the first step has brought."""
        tank = self.tanks[-1]
        top = tank.level(float(self.walk.state.square_sum[1, -1]) / self.full)
        side = tank.foot + (WIDTH / 2 + 0.14) * LEFT
        reach = Bar(side, 1.0, theme.INK, thickness=0.06, vertical=True, value=top[1] - FLOOR)
        lines = (screen.word(key, theme.SMALL, theme.INK) for key in ("first_in", "first_share"))
        name = VGroup(*lines).arrange(DOWN, buff=0.1, aligned_edge=RIGHT)
        return VGroup(reach, name.next_to(side + 0.42 * (top[1] - FLOOR) * UP, LEFT, buff=0.14))
