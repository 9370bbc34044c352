"""How many unseen images each start reads wrong: a row a method, a dot a start."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .names import written

LEFT_EDGE, BOTTOM, WIDTH, HEIGHT = -2.9, -1.55, 9.2, 3.7
ROWS = ("adam", "momentum", "adagrad", "gradient_descent")


class UnseenChart:
    """Four rows over the number of images that are read wrong.

    Attributes
    ----------
    ground
        Window, axis, and key.
    names, signs
        The methods with their median losses, and the markers before them by method.
    dots, medians
        The starts, and their medians, by method.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        missed = facts.missed
        most = int(max(one.max() for one in missed.values()))
        self.plane = Plane((-0.5, most + 1.5), (-0.6, len(ROWS) - 0.4), width=WIDTH, height=HEIGHT)
        self.plane.move_to((LEFT_EDGE + WIDTH / 2, BOTTOM + HEIGHT / 2, 0))
        step = max(1, round(most / 6))
        axes = self.plane.axes(
            range(0, most + 2, step), x_name=screen["missed_axis"], language=screen.language
        )
        key = screen.word("missed_key", theme.SMALL, theme.MUTED)
        key.move_to((LEFT_EDGE + WIDTH, BOTTOM + HEIGHT + 0.3, 0), aligned_edge=-LEFT)
        self.ground = VGroup(self.plane, axes, key)
        self.names, self.signs, self.dots, self.medians = VGroup(), {}, {}, {}
        for rank, name in enumerate(ROWS):
            look, row = theme.look(name), len(ROWS) - 1 - rank
            y = float(self.plane.to_scene((0.0, row))[1])
            self.signs[name] = marker(look.marker, 0.22, look.colour).move_to((-6.3, y, 0))
            text = screen.set(screen[name], theme.BODY, look.colour)
            loss = screen.set(
                f"{screen['loss']} ${written(facts.racers[name].best_median)}$", theme.SMALL, look.colour
            )
            for one, up in ((text, 0.19), (loss, -0.19)):
                self.names.add(one.move_to((-6.0, y + up, 0), aligned_edge=LEFT))
            self.dots[name] = self._dots(missed[name], row, look)
            middle = float(self.plane.to_scene((float(np.median(missed[name])), row))[0])
            line = Line((middle, y - 0.36, 0), (middle, y + 0.36, 0), color=look.colour, stroke_width=4)
            number = screen.set(f"${np.median(missed[name]):g}$", theme.SMALL, look.colour)
            self.medians[name] = VGroup(line, number.next_to(line.get_start(), RIGHT, buff=0.08))

    def _dots(self, missed: np.ndarray, row: int, look: theme.Look) -> VGroup:
        """Put a dot for each start, equal ones beside each other in their row."""
        dots, pitch = VGroup(), 0.17
        for count in np.unique(missed):
            alike = int(np.sum(missed == count))
            for rank in range(alike):
                at = self.plane.to_scene((float(count), row)) + np.array(
                    [0.0, (rank - (alike - 1) / 2) * pitch, 0.0]
                )
                dots.add(marker(look.marker, 0.17, look.colour).move_to(at))
        return dots
