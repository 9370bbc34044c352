"""What to tune first: the mean loss with nothing tuned, one thing alone, one more, and all."""

from __future__ import annotations

from dataclasses import dataclass

from manim import DOWN, RIGHT, UP, Create, FadeIn, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

TAKEN, LEFT_OUT = theme.GREEN, theme.MUTED


@dataclass(frozen=True)
class Way:
    """A line from one dot to the next, the dot, and what it is with its loss."""

    line: Line
    dot: VGroup
    name: VGroup

    @property
    def parts(self) -> VGroup:
        """All of it."""
        return VGroup(self.line, self.dot, self.name)

    def come(self) -> tuple[Create, FadeIn]:
        """Return the animations that draw it."""
        return Create(self.line), FadeIn(VGroup(self.dot, self.name))


class OrderChart:
    """Columns of dots over a logarithmic loss.

    Attributes
    ----------
    ground
        Axes, the columns' names and the first dot.
    ways
        By what is tuned: ``rate``, ``schedule``, ``momentum``, ``with_schedule``, ``with_momentum``, ``with_both``.
    """

    left, bottom, size = -5.7, -2.1, (12.2, 4.55)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        order = facts.order
        width, height = self.size
        self.plane = Plane((-0.35, 3.45), (0.01, 30.0), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(y_name=screen["order_axis"], language=screen.language)
        columns = VGroup()
        for column, key in enumerate(("tuned_nothing", "tuned_one", "tuned_two", "tuned_all")):
            text = screen.word(key, theme.BODY, theme.MUTED)
            columns.add(text.move_to(self.plane.to_scene((column, 0.01)) + 0.4 * DOWN))
        self.start = (0.0, order.untuned)
        dot = marker("disc", 0.28, theme.INK).move_to(self.plane.to_scene(self.start))
        name = VGroup(
            screen.word("untuned", theme.BODY), screen.set(f"{order.untuned:.3g}", theme.HEADING)
        ).arrange(DOWN, buff=0.12)
        self.ground = VGroup(
            self.plane,
            axes,
            power_ticks(self.plane, y_powers=range(-2, 2)),
            columns,
            dot,
            name.next_to(dot, UP, buff=0.15),
        )
        one, two = (1.0, order.alone["rate"]), (2.0, order.second["schedule"])
        self.ways = {
            "schedule": self._way(self.start, (1.0, order.alone["schedule"]), "schedule"),
            "momentum": self._way(self.start, (1.0, order.alone["momentum"]), "momentum"),
            "rate": self._way(self.start, one, "rate", taken=True),
            "with_momentum": self._way(one, (2.0, order.second["momentum"]), "with_momentum"),
            "with_schedule": self._way(one, two, "with_schedule", taken=True),
            "with_both": self._way(two, (3.0, order.all), "with_both", taken=True),
        }

    def _way(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        key: str,
        *,
        taken: bool = False,
    ) -> Way:
        colour = TAKEN if taken else LEFT_OUT
        first, last = self.plane.to_scene([start, end])
        line = Line(first, last, color=colour, stroke_width=5 if taken else 2.5)
        dot = marker("disc", 0.26 if taken else 0.2, colour).move_to(last)
        text = VGroup(
            self.screen.word(key, theme.BODY, colour),
            self.screen.set(f"{end[1]:.3f}" if end[1] < 1 else f"{end[1]:.3g}", theme.HEADING, colour),
        ).arrange(RIGHT, buff=0.25)
        name = plated(text, 0.05)
        # Beside a dot where no line goes on from it, else above or below.
        name.next_to(
            dot,
            {"rate": DOWN, "with_schedule": DOWN, "with_both": DOWN, "with_momentum": UP}.get(key, RIGHT),
            buff=0.18,
        )
        return Way(line, dot, name)
