"""What a longer memory does by itself: at one effective rate, its path and its steps for each factor of ten."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Mobject, VGroup, VMobject

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts, Memory, Valley, path_with
from .flattening import FlatteningMap
from .long_run import kept_along, kept_at_best, steps_to_a_tenth

TICKS = np.outer(10.0 ** np.arange(0, 6), (1, 2, 5)).ravel()
"""Round numbers for logarithmic axes."""


class MemorySweep(Dialled):
    """A map and a chart; the dial is the memory's logarithm, ln(1/(1 − α)), and the effective rate stays.

    :meth:`flatten` makes the valley flatter.

    Attributes
    ----------
    frame
        The axes of the chart.
    kept
        The effective rate, which stays.
    none, ours, creeps
        Names at the chart: what no memory does, what ours does, where x creeps and where both swing.
    best, plain
        The best memory there, and plain descent at its own best rate, with their steps.
    flat_best, flat_plain, free
        The same in the flatter valley, and with the rate free too.
    product, found, flat_found, gain
        Why a swing leaves √α; where x begins to swing, in both valleys; what memory alone gains.
    """

    chart_size, chart_top = (5.15, 3.1), 1.98

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, left: float) -> None:
        super().__init__()
        self.facts, self.plane, self.screen, self.left = facts, plane, screen, left
        self.flatter = 1.0
        far = max(100.0, 1.6 * facts.flat_valley.best.window, 4 * facts.total)
        low = 0.42 * min(facts.valley.best.tenth, facts.flat_valley.free.tenth)
        high = 2.2 * max(facts.flat_valley.plain.tenth, facts.ours.tenth)
        self.chart = Plane(
            (1.0, far),
            (low, high),
            width=self.chart_size[0],
            height=self.chart_size[1],
            log_x=True,
            log_y=True,
        )
        self.chart.move_to((theme.STAGE_RIGHT - 0.22, self.chart_top, 0), aligned_edge=RIGHT + UP)
        self.memories = np.geomspace(1.0, far, 900)
        self.ground = FlatteningMap(plane, facts.objective.load())
        self.symbols = plane.symbols("x", "y")
        look = theme.look("momentum")
        self.path = ChangingPath(plane, look, points=facts.far_steps + 1, width=2.6)
        self.goal = Goal().move_to(plane.to_scene((0.0, 0.0)))
        self.curve = VMobject(stroke_color=theme.X_AXIS, stroke_width=8)
        self.across = self._across()
        self.here = marker(look.marker, 0.26, look.colour, rim=True)
        self.readings = self._readings()
        self.add(
            self.ground, self.symbols, self.path, self.goal, self.curve, self.across, self.here, self.readings
        )
        self.frame = self._frame()
        self.none = self._none()
        self.ours = self._beside(facts.ours, "ours", "square", theme.VELOCITY, UP + LEFT)
        self.creeps = self._creeps()
        self.swings = self._swings()
        self.best = self._best(facts.valley, "best")
        self.plain = self._plain(facts.valley, "plain")
        self.flat_best = self._best(facts.flat_valley, "flat_best")
        self.flat_plain = self._plain(facts.flat_valley, "flat_plain")
        self.free = self._free()
        self.product, self.gain = (self._row(key, 0, theme.INK) for key in ("product", "gain"))
        self.found, self.flat_found = (
            VGroup(*(self._row(key, rank, theme.GOAL) for rank, key in enumerate(keys, start=1)))
            for keys in (("law", "load"), ("flat_law", "flat_load"))
        )
        self.set_dial(float(np.log(facts.total)))

    def _readings(self) -> VGroup:
        return VGroup(
            *(
                Readout(
                    self.screen[key],
                    form,
                    theme.STAGE_LEFT + x,
                    -2.78,
                    width,
                    language=self.screen.language,
                    colour=theme.VELOCITY,
                )
                for key, form, x, width in (
                    ("rate_now", ".3f", 0.0, 1.65),
                    ("memory_now", ".3g", 1.85, 1.9),
                    ("kept_now", ".1%", 3.92, 2.68),
                )
            )
        )

    def _frame(self) -> VGroup:
        (_, far), (low, high) = self.chart.x_range, self.chart.y_range
        axes = self.chart.axes(
            [one for one in TICKS if one <= far],
            [one for one in TICKS if low <= one <= high],
            x_name=self.screen["memory_axis"],
            language=self.screen.language,
        )
        name = self.screen.word("tenth", theme.SMALL, theme.MUTED)
        name.move_to((self.left, self.chart.window.get_top()[1] + 0.3, 0), aligned_edge=LEFT)
        kept = self.screen.word("rate_kept", theme.SMALL, theme.INK)
        kept.move_to((self.left, name.get_y() + 0.48, 0), aligned_edge=LEFT)
        self.kept = kept
        return VGroup(self.chart, axes, name)

    def _across(self) -> Curve:
        look = theme.Look(theme.Y_AXIS, (0.16, 0.1), "disc")
        curve = Curve(self.chart, self._law(self.facts.valley.steep), look, width=4, head=0)
        curve.set_dial(self.chart.x_range[1])
        return curve

    def _law(self, curvature: float) -> np.ndarray:
        """Return memory and steps for a tenth along one axis, ``(n, 2)``; what does not settle is above all."""
        top = 10 * self.chart.y_range[1]
        left = [kept_along(self.facts.effective, 1 - 1 / one, curvature) for one in self.memories]
        steps = [min(steps_to_a_tenth(one), top) if one < 1 - 1e-12 else top for one in left]
        return np.column_stack([self.memories, steps])

    def _at(self, memory: Memory) -> np.ndarray:
        return self.chart.to_scene((memory.window, memory.tenth))

    def _row(self, key: str, rank: int, colour: str) -> VMobject:
        """Return a line of the panel below the chart."""
        text = self.screen.word(key, theme.SMALL, colour)
        return text.move_to(
            (self.left, self.chart.window.get_bottom()[1] - 1.08 - 0.38 * rank, 0), aligned_edge=LEFT
        )

    def _beside(self, memory: Memory, key: str, shape: theme.Marker, colour: str, side: np.ndarray) -> VGroup:
        mark = marker(shape, 0.22, colour, rim=True).move_to(self._at(memory))
        name = self.screen.word(key, theme.BODY, colour)
        return VGroup(mark, name.next_to(mark, side, buff=0.08))

    def _none(self) -> VMobject:
        fact = self.facts
        key = "none_grows" if fact.none_grows else "none_kept" if fact.none_settles else "none"
        name = self.screen.word(key, theme.SMALL, theme.Y_AXIS)
        corner = self.chart.window.get_corner(UP + LEFT)
        return name.move_to((self._beside_branch() + 0.15, corner[1] - 0.25, 0), aligned_edge=LEFT)

    def _creeps(self) -> Mobject:
        best = self._at(self.facts.valley.best)
        start = self.chart.to_scene(
            (1.0, steps_to_a_tenth(kept_along(self.facts.effective, 0.0, self.facts.valley.flat)))
        )
        name = self.screen.word("creeps", theme.SMALL, theme.X_AXIS)
        middle = self._beside_branch() + name.width / 2
        heights = max(start[1], best[1]) + np.arange(0.28, 2.5, 0.1)
        return self._into_free(
            name, [np.array([middle, height, 0.0]) for height in heights], self.facts.valley
        )

    def _into_free(self, name: Mobject, places: list[np.ndarray], valley: Valley) -> Mobject:
        """Move a name to the first of some places where no curve of a valley crosses it."""
        laws = (self.chart.to_scene(self._law(curvature)) for curvature in (valley.flat, valley.steep))
        return put_first_free(name, places, self.chart.window, lines=[close_points(law) for law in laws])

    def _beside_branch(self) -> float:
        """Return where names begin at the left: beyond the steep branch of y, where it flips and not yet swings."""
        kept = kept_at_best(self.facts.effective, self.facts.valley.steep)
        return float(self.chart.to_scene((1 / (1 - kept**2), self.chart.y_range[0]))[0] + 0.12)

    def _swings(self) -> VMobject:
        """Name the stretch below which both swing, at its right end."""
        memory = 0.45 * self.chart.x_range[1]
        at = self.chart.to_scene((memory, steps_to_a_tenth(np.sqrt(1 - 1 / memory))))
        name = self.screen.word("swings", theme.SMALL, theme.INK)
        return name.move_to((self.chart.window.get_right()[0] - 0.12, at[1] - 1.0, 0), aligned_edge=RIGHT)

    def _best(self, valley: Valley, key: str) -> VGroup:
        mark, name = self._beside(valley.best, key, "disc", theme.GOAL, DOWN + RIGHT)
        inside = self.chart.window.get_right()[0] - 0.1
        return VGroup(mark, name.shift(min(0.0, inside - name.get_right()[0]) * RIGHT))

    def _plain(self, valley: Valley, key: str) -> VGroup:
        """Mark plain descent, whose memory is one step, and its level as far as the best memory."""
        look = theme.look("gradient_descent")
        at, best = self._at(valley.plain), self._at(valley.best)
        mark = marker(look.marker, 0.24, look.colour, rim=True).move_to(at)
        level = DashedLine(at, (best[0], at[1], 0), stroke_color=look.colour, stroke_width=3)
        gap = Line((best[0], at[1], 0), best, color=theme.INK, stroke_width=5)
        words = [self.screen.word(f"{key}{part}", theme.SMALL, look.colour) for part in ("", "_tenth")]
        # In one line below the top, else in two, which the rising curve leaves room for.
        name = VGroup(*words)
        if self.chart.window.get_top()[1] - at[1] < 1.2:
            name.arrange(RIGHT, buff=0.12)
        else:
            name.arrange(DOWN, buff=0.1, aligned_edge=LEFT)
        middle = self._beside_branch() + name.width / 2
        # Above its level, or else below.
        away = name.height / 2 + np.arange(0.12, 2.0, 0.06)
        heights = np.concatenate([at[1] + away, at[1] - away])
        self._into_free(name, [np.array([middle, height, 0.0]) for height in heights], valley)
        return VGroup(level, gap, mark, name)

    def _free(self) -> VGroup:
        free = self.facts.flat_valley.free
        mark = marker("diamond", 0.26, theme.GOAL, rim=True).move_to(self._at(free))
        name = VGroup(*(self.screen.word(key, theme.SMALL, theme.GOAL) for key in ("free", "free_rate")))
        name.arrange(DOWN, buff=0.1, aligned_edge=LEFT)
        name.next_to(mark, RIGHT, buff=0.25).shift(0.22 * DOWN)
        inside = self.chart.window.get_right()[0] - 0.1
        return VGroup(mark, name.shift(min(0.0, inside - name.get_right()[0]) * RIGHT))

    def flatten(self, flatter: float) -> MemorySweep:
        """Make the valley so many times as flat along x."""
        self.flatter = flatter
        self.ground.set_dial(flatter)
        self.show(self.dial)
        return self

    def show(self, dial: float) -> None:
        """Show another memory."""
        fact = self.facts
        momentum = 1 - float(np.exp(-dial))
        flat = fact.valley.flat / self.flatter
        self.path.put(path_with(fact, momentum, self.flatter))
        set_pieces(self.curve, self.chart.clip(self.chart.to_scene(self._law(flat))))
        kept = max(kept_along(fact.effective, momentum, slope) for slope in (flat, fact.valley.steep))
        top = self.chart.y_range[1]
        steps = min(steps_to_a_tenth(kept), top) if kept < 1 - 1e-12 else top
        self.here.move_to(self.chart.to_scene((1 / (1 - momentum), steps)))
        rate, memory, left = self.readings
        left.set_dial(kept)
        memory.set_dial(1 / (1 - momentum))
        rate.set_dial(fact.effective * (1 - momentum))
