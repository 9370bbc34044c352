"""The velocity after a step, taken apart: every push so far, weighted by its age, laid tip to tail."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.placement import into_stage
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts


class UnrolledVelocity(Dialled):
    """Pushes tip to tail, the newest first, and the bars of their weights.

    Its dial counts pushes, each as it was; beyond the last of them, older ones shrink to what they count now.

    Attributes
    ----------
    frame
        The plane of the pushes with its axes, and after which step it is.
    newest
        The newest push by itself: plain descent's step.
    weights
        What stands around the bars of weights.
    law
        The velocity as a sum.
    whole
        The sum, an arrow with its name.
    sums
        For each coordinate, how much of the sizes that were added up is left.
    heading
        What those are.
    off
        How far the sum points away from the valley.
    """

    size, centre = (4.0, 4.5), (-3.95, 0.35, 0.0)
    bars_left, bars_foot, bar_height = -1.1, 0.3, 1.15
    right = theme.STAGE_RIGHT
    share_left, share_length, share_rows = 0.35, 2.3, (-1.95, -2.55)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.ages = np.arange(facts.recalled)
        self.corners = self._chain(1.0)
        self.plane, axes = self._plane()
        step = screen.word("recalled", theme.SMALL)
        corner = self.plane.window.get_corner(UP + RIGHT)
        step.move_to(corner + np.array([-step.width / 2, 0.26, 0.0]))
        self.frame = VGroup(self.plane, axes, step)
        into_stage(self.frame)
        plain = theme.look("gradient_descent").colour
        sample = Arrows((0, 0, 0), (0.5, 0, 0), plain, width=0.1, head=0.26)
        key = VGroup(sample, screen.word("newest", theme.SMALL, plain)).arrange(RIGHT, buff=0.2)
        key.move_to((self.bars_left, -0.85, 0), aligned_edge=LEFT)
        self.newest = VGroup(Arrows(*self._between(0, 1), plain, width=0.1, head=0.26), key)
        self.arrows = VGroup(
            *(Arrows(np.zeros(3), np.zeros(3), theme.GRADIENT, width=0.07, head=0.22) for _ in facts.terms)
        )
        self.bars = VGroup(*(self._bar(age) for age in range(facts.recalled)))
        self.weights = self._weights()
        self.law = EquationPanel(
            "{{ v : v }} = - eta thin sum_(k=0)^(t-1) {{ alpha^k : w }} thin nabla L_(t-1-k)",
            {"v": theme.VELOCITY, "w": theme.GRADIENT},
            plate=False,
            size=theme.BODY,
        ).move_to(((self.bars_left + self.right) / 2, 2.45, 0))
        self.whole = self._whole()
        self.heading = screen.word("left", theme.SMALL, theme.MUTED)
        self.heading.move_to((self.bars_left, -1.4, 0), aligned_edge=LEFT)
        self.sums = (self._left("x", facts.share_x), self._left("y", facts.share_y))
        off = screen.word("off", theme.SMALL, theme.VELOCITY)
        corner = self.plane.window.get_corner(DOWN + RIGHT)
        self.off = plated(off.move_to(corner + np.array([-0.2 - off.width / 2, 0.25, 0.0])))
        self.add(self.arrows, self.bars)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the first so many pushes and weights, the last of them growing; then let the older ones fade."""
        faded = float(np.clip(dial - self.facts.recalled, 0.0, 1.0))
        corners, weights = self._chain(faded), self.facts.momentum ** (faded * self.ages)
        for age, (arrow, bar) in enumerate(zip(self.arrows, self.bars, strict=True)):
            share = float(np.clip(dial - age, 0.0, 1.0))
            foot, tip = self.plane.to_scene(corners[[age, age + 1]])
            arrow.point(foot, foot + share * (tip - foot)).set_opacity(1.0 if share > 0 else 0.0)
            bar.set_dial(share * float(weights[age]))

    def _chain(self, faded: float) -> np.ndarray:
        """Return the corners of the chain when a push k steps back counts αᵏ to this power."""
        raw = self.facts.terms / self.facts.weights[:, None]
        counted = raw * self.facts.momentum ** (faded * self.ages)[:, None]
        return np.vstack([np.zeros(2), np.cumsum(counted, axis=0)])

    def _plane(self) -> tuple[Plane, VGroup]:
        """Make room for both chains and for zero, with equal scales: directions are true."""
        plane = Plane.around(np.vstack([self.corners, self._chain(0.0)]), *self.size, margin=0.08)
        plane.move_to(self.centre)
        (x0, x1), (y0, y1) = plane.x_range, plane.y_range
        axes = plane.axes(
            nice_ticks(x1, low=x0),
            nice_ticks(y1, low=y0),
            x_name=self.screen["along"],
            y_name=self.screen["across"],
            language=self.screen.language,
        )
        axes[-2].set_color(theme.X_AXIS)
        axes[-1].set_color(theme.Y_AXIS)
        for ends in (((x0, 0), (x1, 0)), ((0, y0), (0, y1))):
            axes.add(Line(*plane.to_scene(ends), stroke_width=1.5, color=theme.FAINT))
        return plane, axes

    def _between(self, first: int, last: int) -> np.ndarray:
        return self.plane.to_scene(self.corners[[first, last]])

    def _bar(self, age: int) -> Bar:
        pitch = (self.right - self.bars_left) / self.facts.recalled
        foot = (self.bars_left + (age + 0.5) * pitch, self.bars_foot, 0)
        return Bar(foot, self.bar_height, theme.GRADIENT, vertical=True, thickness=0.62 * pitch)

    def _weights(self) -> VGroup:
        parts = VGroup()
        parts.add(
            Line(
                (self.bars_left, self.bars_foot, 0),
                (self.right, self.bars_foot, 0),
                stroke_width=2,
                color=theme.MUTED,
            )
        )
        step = max(1, self.facts.recalled // 4)
        for age in range(0, self.facts.recalled, step):
            x = self.bars[age].base[0]
            weight = f"{self.facts.weights[age]:.2g}"
            top = self.bars_foot + self.bar_height * float(self.facts.weights[age])
            parts.add(self.screen.set(weight, theme.SMALL, theme.GRADIENT).move_to((x, top + 0.2, 0)))
            parts.add(
                self.screen.set(str(age), theme.SMALL, theme.MUTED).move_to((x, self.bars_foot - 0.22, 0))
            )
        middle = (self.bars_left + self.right) / 2
        name = self.screen.word("ages", theme.SMALL, theme.MUTED)
        return parts.add(name.move_to((middle, self.bars_foot - 0.6, 0)))

    def _whole(self) -> VGroup:
        foot, tip = self._between(0, -1)
        arrow = Arrows(foot, tip, theme.VELOCITY, width=0.1, head=0.34)
        along = (tip - foot) / max(float(np.linalg.norm(tip - foot)), 1e-9)
        name = EquationPanel("v", plate=False, size=theme.BODY).set_color(theme.VELOCITY)
        side = np.array([along[1], -along[0], 0.0])
        return VGroup(arrow, plated(name.move_to((foot + tip) / 2 + 0.35 * side)))

    def _left(self, axis: str, share: float) -> VGroup:
        """Lay what is left, as a bar, over a fainter one as long as all that was added up."""
        row = self.share_rows["xy".index(axis)]
        colour = theme.X_AXIS if axis == "x" else theme.Y_AXIS
        foot = (self.share_left, row, 0)
        whole = Bar(foot, self.share_length, colour, thickness=0.3, opacity=0.25, value=1.0)
        rest = Bar(foot, self.share_length, colour, thickness=0.3, value=share)
        name = self.screen.word(f"left_{axis}", theme.SMALL, colour)
        name.move_to((self.bars_left, row, 0), aligned_edge=LEFT)
        value = self.screen.word(f"share_{axis}", theme.BODY, colour)
        value.move_to((self.share_left + self.share_length + 0.2, row, 0), aligned_edge=LEFT)
        parts = VGroup(whole, rest, name, value)
        usual = self.screen.word("usual" if axis == "y" else "usual_x", theme.SMALL, theme.MUTED)
        parts.add(usual.next_to(value, RIGHT, buff=0.2))
        return parts
