"""The race, smoothed: for each method the median of all starts and a band from the lowest to the highest."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject

from optimlib.smoothing import kaiser_smooth
from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .names import below, end_names, written
from .race_chart import BOTTOM, HEIGHT, HIGH, LOW, NAMES_AT, loss_plane
from .racer import Racer

LOW_EARLY = 10**-1.6
"""Down to this loss the window reaches at first."""
ROW = 0.74
"""Least distance between two names with their losses."""


def smoothed(losses: np.ndarray, window: int, beta: float) -> np.ndarray:
    """Smooth losses ``(seeds, iterations)`` of each start."""
    return np.stack([kaiser_smooth(one, window, beta) for one in np.asarray(losses, dtype=float)])


class SmoothRace(Dialled):
    """Curves up to ``dial`` updates, which always fill the width: the window grows with them.

    They begin where the first window is whole, and end where the last one is.

    Attributes
    ----------
    ground
        Window and axes, but for the numbers of updates, which are in ``ticks`` for two widths.
    """

    def __init__(self, facts: Facts, screen: ScreenText, beta: float) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.plane = loss_plane((0, facts.early))
        self.losses = {
            name: smoothed(racer.batch_loss[racer.at(racer.rate)], facts.window, beta)
            for name, racer in facts.racers.items()
        }
        axes = self.plane.axes(
            x_name=screen["update_axis"], y_name=screen["smooth_loss"], language=screen.language
        )
        axes[0].shift(np.array([0.0, -0.38, 0.0]))
        self.ground = VGroup(self.plane, axes)
        self.powers = power_ticks(loss_plane((0, 1)), (), range(-3, 1))
        self.early_ticks = self._ticks(facts.early)
        self.late_ticks = self._ticks(facts.iterations)
        self.bands = VGroup(
            *(
                VMobject(stroke_width=0, fill_color=theme.look(name).colour, fill_opacity=0.3)
                for name in facts.racers
            )
        )
        self.lines = VGroup(
            *(VMobject(stroke_color=theme.look(name).colour, stroke_width=3.5) for name in facts.racers)
        )
        self.heads = VGroup(
            *(marker(theme.look(name).marker, 0.2, theme.look(name).colour) for name in facts.racers)
        )
        self.add(self.powers, self.bands, self.lines, self.heads)
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
        at = np.arange(self.facts.iterations)
        first, last = self.facts.half, self.facts.iterations - 1 - self.facts.half
        end = float(np.clip(dial, first, last))
        shown = np.append(at[(at >= first) & (at < end)], end)
        for (name, losses), band, line, head in zip(
            self.losses.items(), self.bands, self.lines, self.heads, strict=True
        ):
            low, high, middle = (
                np.clip(np.interp(shown, at, one), plane.y_range[0], HIGH)
                for one in (losses.min(axis=0), losses.max(axis=0), np.median(losses, axis=0))
            )
            ring = np.vstack([np.column_stack([shown, low]), np.column_stack([shown, high])[::-1]])
            scene = plane.to_scene(ring)
            set_pieces(band, [np.vstack([scene, scene[:1]])])
            curve = plane.to_scene(np.column_stack([shown, middle]))
            set_pieces(line, dashed([curve], theme.look(name).dash))
            head.move_to(curve[-1])

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

    def control(self, racer: Racer, rate: float, look: theme.Look, beta: float) -> Curve:
        """Draw the median of a racer's runs at another rate, in the window of all updates."""
        losses = np.median(smoothed(racer.batch_loss[racer.at(rate)], self.facts.window, beta), axis=0)
        plane = self.window_at(self.facts.iterations)
        points = np.column_stack([np.arange(self.facts.iterations), np.clip(losses, LOW, HIGH)])
        points = points[self.facts.half : self.facts.iterations - self.facts.half]
        return Curve(plane, points, look, width=5, head=0.26)


def bare(look: theme.Look) -> theme.Look:
    """Return a look whose line shows what it lies on: short dashes, far apart."""
    return theme.Look(look.colour, (0.12, 0.16), look.marker)
