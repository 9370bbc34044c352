"""How soon each method is free of its past: the rate after the drop, and the law of the time it takes."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .dropping import ADAGRAD, RMSPROP
from .facts import Facts
from .memory import recovery_adagrad, recovery_rmsprop

LOOKS = {"rmsprop": RMSPROP, "adagrad": ADAGRAD}


class RecoveryChart:
    """The rate after the drop, as a share of the one without the past, over a logarithmic axis of steps.

    Attributes
    ----------
    ground
        Window, axes and the line of what counts as recovered.
    begin
        Where both are right after the drop.
    curves, names, marks
        By method: its curve, what it is called, and where it has recovered.
    """

    left, bottom, size = -5.75, -2.05, (12.3, 4.6)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        decades = int(np.ceil(np.log10(2 * facts.adagrad_recovers)))
        self.far = 10.0**decades
        self.plane = Plane((1, self.far), (0, 1.15), width=width, height=height, log_x=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            (),
            (0, 0.5, 1),
            x_name=screen["after_axis"],
            y_name=screen["rate_share"],
            language=screen.language,
        )
        axes[-2].shift(0.38 * DOWN)
        least = 1 - facts.tolerance
        level = DashedLine(
            *self.plane.to_scene([(1, least), (self.far, least)]), color=theme.GOAL, stroke_width=3
        )
        name = plated(screen.word("within", theme.SMALL, theme.GOAL), 0.05)
        name.move_to(self.plane.to_scene((1, least)) + np.array([0.15 + name.width / 2, 0.3, 0.0]))
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, range(decades + 1)))
        self.level = VGroup(level, name)
        steps = np.geomspace(1, self.far, 400)
        shares = {"rmsprop": facts.memory.rmsprop_share(steps), "adagrad": facts.memory.adagrad_share(steps)}
        recovers = {"rmsprop": facts.rmsprop_recovers, "adagrad": facts.adagrad_recovers}
        texts = {"rmsprop": "recovered", "adagrad": "recovered_adagrad"}
        self.curves, self.names, self.marks = {}, {}, {}
        first = plated(screen.word("begin", theme.SMALL), 0.05)
        at = self.plane.to_scene((1, float(shares["adagrad"][0])))
        self.begin = first.move_to(at + np.array([0.3 + first.width / 2, 0.0, 0.0]))
        for key, look in LOOKS.items():
            points = np.stack([steps, shares[key]], axis=-1)
            self.curves[key] = Curve(self.plane, points, look, width=4.5, head=0.22)
            here, foot = self.plane.to_scene([(recovers[key], least), (recovers[key], 0)])
            text = plated(screen.word(texts[key], theme.BODY, look.colour), 0.06)
            text.next_to(foot + 0.35 * UP, RIGHT, buff=0.15)
            if text.get_right()[0] > self.plane.window.get_right()[0]:
                text.next_to(foot + 0.35 * UP, LEFT, buff=0.15)
            self.marks[key] = VGroup(
                DashedLine(here, foot, color=look.colour, stroke_width=2.5),
                marker(look.marker, 0.26, look.colour).move_to(here),
                text,
            )
        lines = [self.plane.to_scene(curve.points_data) for curve in self.curves.values()]
        lines += [np.linspace(*mark[0].get_start_and_end(), 40) for mark in self.marks.values()]
        for key, look in LOOKS.items():
            middle = (float(shares[key][0]) + least) / 2
            point = self.plane.to_scene((float(np.interp(middle, shares[key], steps)), middle))
            name = screen.word(key, theme.BODY, look.colour)
            aside = name.width / 2 + 0.35
            places = [
                point + np.array([x * aside, y, 0.0])
                for x, y in (
                    (-1, 0),
                    (-1, 0.3),
                    (-1.4, 0.6),
                    (1.2, -0.3),
                    (1.4, -0.8),
                    (1.2, -1.2),
                    (1.8, -0.5),
                )
            ]
            self.names[key] = put_first_free(name, places, self.plane.window, [], lines)


class RecoveryLaw(Dialled):
    """Steps to recover over the length of the past, both axes logarithmic; the dial is the logarithm of that length.

    Attributes
    ----------
    ground
        Window and axes.
    lines, names
        By method: its line, and what it is called.
    values
        What both laws give for the longer past.
    formulas
        By method: where its law comes from; ``letters`` says what is what in them.
    """

    left, bottom, size = -5.75, -2.05, (7.3, 4.6)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts = facts
        width, height = self.size
        top = int(np.ceil(np.log10(2 * facts.longer_adagrad)))
        self.plane = Plane((10, 2500), (1, 10.0**top), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            x_name=screen["past_axis"], y_name=screen["recovery_axis"], language=screen.language
        )
        axes[0].shift(0.38 * DOWN)
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, (1, 2, 3), range(0, top + 1)))
        past = np.unique(np.geomspace(10, 2500, 200).round().astype(int))
        self.laws = {
            "rmsprop": lambda n: recovery_rmsprop(facts.steep, n, facts.decay, facts.tolerance),
            "adagrad": lambda n: recovery_adagrad(facts.steep, n, facts.tolerance),
        }
        column = self.plane.window.get_right()[0] + 0.45
        middle = (column + theme.STAGE_RIGHT) / 2
        sources = {
            "adagrad": "(n + k) / (r^2 n + k) = (1 - tau)^2",
            "rmsprop": "1 / (1 + (r^2 - 1) gamma^k) = (1 - tau)^2",
        }
        self.lines, self.names, self.formulas, self.here = {}, {}, {}, {}
        for key, y in (("adagrad", 1.55), ("rmsprop", -0.9)):
            look = LOOKS[key]
            points = np.array([(n, max(self.laws[key](int(n)), 1)) for n in past], dtype=float)
            self.lines[key] = Curve(self.plane, points, look, width=4.5, head=0)
            name = plated(screen.word(f"law_{key}", theme.BODY, look.colour), 0.06)
            at = self.plane.to_scene(points[len(points) // 3])
            self.names[key] = name.move_to(at + np.array([0.2, -0.55 if key == "adagrad" else 0.45, 0.0]))
            formula = EquationPanel(sources[key], plate=False, size=theme.BODY)
            word = screen.word(f"{key}_law", theme.SMALL, look.colour)
            self.formulas[key] = VGroup(formula, word).arrange(DOWN, buff=0.3).move_to((middle, y, 0))
            self.here[key] = marker(look.marker, 0.3, look.colour, rim=True)
            self.add(self.here[key])
        self.values = VGroup()
        for key, aside in (("adagrad", (-1.35, 0.12, 0.0)), ("rmsprop", (0.0, -0.5, 0.0))):
            at = self.plane.to_scene((facts.longer, max(self.laws[key](facts.longer), 1)))
            text = plated(screen.word(f"longer_{key}", theme.BODY, LOOKS[key].colour), 0.06)
            self.values.add(text.move_to(at + np.array(aside)))
        self.letters = screen.word("letters", theme.SMALL, theme.MUTED).move_to((middle, 2.75, 0))
        self.set_dial(float(np.log10(facts.past)))

    def show(self, dial: float) -> None:
        """Stand at a length of the past, ten to the power of ``dial``."""
        past = 10.0**dial
        for key, here in self.here.items():
            law = max(self.laws[key](round(past)), 1)
            here.move_to(self.plane.to_scene((past, law)))
