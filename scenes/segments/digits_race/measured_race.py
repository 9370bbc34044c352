"""The race by what it is ranked by: the loss on all training images, at every hundredth update."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import UP, Line, VGroup, VMobject

from optimlib.smoothing import kaiser_smooth
from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from . import race
from .facts import Facts
from .names import below, end_names, written
from .race_chart import BOTTOM, HEIGHT, HIGH, LOW, NAMES_AT, loss_plane
from .racer import Racer

LOW_EARLY = 10**-1.6
"""Down to this loss the window reaches at first."""
ROW = 0.74
"""Least distance between two names with their losses."""


def smoothed(losses: np.ndarray, window: int, beta: float) -> np.ndarray:
    """Return the median of the starts' losses on batches ``(seeds, updates)``, each smoothed, ``(updates,)``."""
    whole = np.stack([kaiser_smooth(one, window, beta) for one in np.asarray(losses, dtype=float)])
    return np.asarray(np.median(whole, axis=0))


class MeasuredRace(Dialled):
    """Curves up to ``dial`` updates, which always fill the width: the window grows with them.

    Markers stand where the loss was measured on all images, with a bar from the lowest start to the highest; thin
    lines lead from one to the next, by the smoothed losses on batches.

    Attributes
    ----------
    ground
        Window and axes, but for the numbers of updates, which are in ``ticks`` for two widths.
    """

    def __init__(self, facts: Facts, screen: ScreenText, beta: float) -> None:
        super().__init__()
        self.facts, self.screen, self.beta = facts, screen, beta
        self.plane = loss_plane((0, facts.early))
        self.records = np.arange(0, facts.iterations + 1, race.RECORD_EVERY)
        self.losses = {
            name: np.asarray(racer.loss[racer.at(racer.rate)], dtype=float)
            for name, racer in facts.racers.items()
        }
        self.ways = {name: self._way(racer, racer.rate) for name, racer in facts.racers.items()}
        axes = self.plane.axes(
            x_name=screen["update_axis"], y_name=screen["full_loss"], language=screen.language
        )
        axes[0].shift(np.array([0.0, -0.38, 0.0]))
        self.ground = VGroup(self.plane, axes)
        self.powers = power_ticks(loss_plane((0, 1)), (), range(-3, 1))
        self.early_ticks = self._ticks(facts.early)
        self.late_ticks = self._ticks(facts.iterations)
        looks = [theme.look(name) for name in facts.racers]
        self.lines = VGroup(
            *(VMobject(stroke_color=look.colour, stroke_width=2.5, stroke_opacity=0.75) for look in looks)
        )
        self.bars = VGroup(
            *(
                VGroup(
                    *(Line((0, 0, 0), (0, 0.01, 0), color=look.colour, stroke_width=8) for _ in self.records)
                )
                for look in looks
            )
        )
        self.marks = VGroup(
            *(VGroup(*(marker(look.marker, 0.2, look.colour) for _ in self.records)) for look in looks)
        )
        self.add(self.powers, self.lines, self.bars, self.marks)
        self.set_dial(0.0)

    def _ticks(self, last: int) -> VGroup:
        whole = loss_plane((0, last))
        return whole.axes(np.linspace(0, last, 5 if last < self.facts.iterations else 4))

    def window_at(self, dial: float) -> Plane:
        """Return the window when so many updates are shown: it reaches down as the curves do."""
        fact = self.facts
        share = np.clip((dial - fact.early) / (fact.iterations - 1 - fact.early), 0.0, 1.0)
        low = LOW_EARLY * (LOW / LOW_EARLY) ** np.sqrt(share)
        return loss_plane((0, max(dial, fact.early)), float(low))

    def show(self, dial: float) -> None:
        """Draw the first updates."""
        plane = self.window_at(dial)
        for power, tick in zip(range(-3, 1), self.powers, strict=True):
            height = plane.to_scene((0.0, 10.0**power))[1]
            tick.shift((0.0, height - tick[0].get_y(), 0.0)).set_opacity(float(height >= BOTTOM))
        for (name, losses), line, bars, marks in zip(
            self.losses.items(), self.lines, self.bars, self.marks, strict=True
        ):
            at, way = self.ways[name].T
            end = float(np.clip(dial, at[0], at[-1]))
            shown = np.append(at[at < end], end)
            points = np.column_stack([shown, np.clip(np.interp(shown, at, way), plane.y_range[0], HIGH)])
            set_pieces(line, dashed([plane.to_scene(points)], theme.look(name).dash))
            low, high, middle = losses.min(axis=0), losses.max(axis=0), np.median(losses, axis=0)
            for rank, update in enumerate(self.records):
                foot, top, place = plane.to_scene(
                    [(float(update), float(one[rank])) for one in (low, high, middle)]
                )
                seen = float(update <= dial)
                bars[rank].put_start_and_end_on(foot, top + 1e-3 * UP).set_stroke(opacity=0.5 * seen)
                marks[rank].move_to(place).set_opacity(seen)

    def _way(self, racer: Racer, rate: float) -> np.ndarray:
        """Return the smoothed losses where the window is whole, between the first measured loss and the last."""
        facts, place = self.facts, racer.at(rate)
        inner = np.arange(facts.half, facts.iterations - facts.half)
        way = smoothed(racer.batch_loss[place], facts.window, self.beta)[inner]
        ends = np.median(racer.loss[place].astype(float), axis=0)[[0, -1]]
        updates = np.concatenate([[0.0], inner, [facts.iterations]])
        return np.column_stack([updates, np.concatenate([ends[:1], way, ends[1:]])])

    def names(self, value: Callable[[Racer], np.ndarray]) -> tuple[dict[str, VGroup], dict[str, VMobject]]:
        """Name the curves at the right, where their median losses stand now, and write those, each below its name.

        ``value`` gives the losses of all starts: behind the median stand the lowest and the highest.
        """
        losses = {name: value(racer) for name, racer in self.facts.racers.items()}
        plane = self.window_at(self.dial)
        heights = {
            name: float(plane.to_scene((0.0, np.median(one)))[1]) + 0.2 for name, one in losses.items()
        }
        names = end_names(self.screen, heights, NAMES_AT, BOTTOM + 0.35, BOTTOM + HEIGHT - 1.25, ROW)
        told = {
            name: below(
                names[name],
                self.screen.set(
                    f"${written(float(np.median(one)))}$#h(0.5em) (${written(one.min())}$–${written(one.max())}$)",
                    theme.SMALL,
                    theme.look(name).colour,
                ),
            )
            for name, one in losses.items()
        }
        return names, told

    def control(self, racer: Racer, rate: float, look: theme.Look) -> Curve:
        """Draw the median of a racer's runs at another rate, in the window of all updates."""
        plane = self.window_at(self.facts.iterations)
        points = self._way(racer, rate)
        points[:, 1] = points[:, 1].clip(LOW, HIGH)
        return Curve(plane, points, look, width=5, head=0.26)


def bare(look: theme.Look) -> theme.Look:
    """Return a look whose line shows what it lies on: short dashes, far apart."""
    return theme.Look(look.colour, (0.12, 0.16), look.marker)
