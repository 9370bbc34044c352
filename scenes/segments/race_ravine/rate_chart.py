"""Every learning rate of every method, by the mean late loss over many starts; and a floor that gives way."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.number import Number

from .cast import Cast, written
from .facts import START, Facts, valley
from .tuning import RATES, level_starts

CHART, CORNER = (7.5, 4.35), (-5.8, -2.1)
LEAST, MOST = 1e-3, 20.0
HIGHEST = 9.0
"""No name stands higher."""
NEAR = 12.0
"""The rate up to which the floor stays where it is; beyond it the floor falls with AdaGrad's curve."""
DEPTH = -80
"""The power of ten at the floor in the end."""
LABELLED = (50.0, 100.0, 25.0, 200.0)
"""At which rates a falling curve may have its name in the end."""
STILL = 0.06
"""The share of the fall's time before it, in which names go."""
GRADES = {1: (1, 0, -1, -2, -3), 5: (-5, -10, -15), 20: (-20, -40, -60, -80)}
"""Powers of ten that are written, by how far apart they are: the close ones go while the floor falls."""
COLUMN, EDGE = 2.3, 6.68
PICTURED, BEST = 4.75, 5.62
"""Where the two columns of rates have their middles."""
INSET = (EDGE - COLUMN, 1.5)
TOP, ROOM = 0.0, 2.6
"""Where the table begins, and how high it is."""


class RateChart(Dialled):
    """All rates of all racers, up to ``dial``: 1 is the rate ``NEAR``, 2 the largest that was tried.

    Attributes
    ----------
    ground, starts
        Plane and axes; a little map with the starts, which are all as high.
    curves, names
        By racer; a racer without a rate to choose has none.
    bests
        By racer, the marker at its best rate, if it has one.
    table, told
        By what the best rates are chosen, who runs, and at what rate in the picture; by racer, its best rate and its
        loss, to be told.
    """

    def __init__(self, cast: Cast) -> None:
        super().__init__()
        self.cast, screen = cast, cast.screen
        width, height = CHART
        self.plane = Plane(
            (float(RATES[0]), float(RATES[-1])),
            (LEAST, MOST),
            width=width,
            height=height,
            log_x=True,
            log_y=True,
        )
        self.plane.move_to((CORNER[0] + width / 2, CORNER[1] + height / 2, 0))
        axes = self.plane.axes(
            (0.1, 1, 10, 100, 1000),
            x_name=screen["rate_axis"],
            y_name=screen["late_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes)
        self.starts = self._starts(cast.facts)
        self.ticks = {
            power: power_ticks(self.plane, (), (power,)) for powers in GRADES.values() for power in powers
        }
        self.curves, self.bests = {}, {}
        for key, racer in cast.racers.items():
            fair, look = racer.fair, cast.look(key)
            if fair.best is None or racer.rate is None:
                continue
            points = np.stack([fair.rates, np.maximum(fair.loss, 1e-250)], axis=-1)
            self.curves[key] = Curve(self.plane, points, look, width=3.6, head=0.2)
            if not fair.open:
                self.bests[key] = marker(look.marker, 0.3, look.colour, rim=True)
        self.table, self.told = self._table()
        self.names = {key: cast.name(key) for key in self.curves}
        self.aside, self.deep = self._name_places(), self._deep_places()
        self.add(*self.ticks.values(), *self.curves.values(), *self.names.values())
        self.set_dial(0.0)

    def rate(self, dial: float) -> float:
        """Return the rate up to which curves are drawn."""
        low, high = (float(RATES[0]), NEAR) if dial <= 1 else (NEAR, float(RATES[-1]))
        return float(low * (high / low) ** (dial if dial <= 1 else dial - 1))

    def show(self, dial: float) -> None:
        """Draw all curves up to the dial's rate, over a floor that AdaGrad's does not leave."""
        begun = min(max(dial - 1, 0.0), 1.0)
        fall = max(begun - STILL, 0.0) / (1 - STILL)
        power = np.log10(LEAST) + fall * (DEPTH - np.log10(LEAST))
        self.plane.y_range = (10.0**power, MOST)
        rate = self.rate(dial)
        decade = CHART[1] / (np.log10(MOST) - power)
        for apart, powers in GRADES.items():
            room = float(np.clip((decade * apart - 0.3) / 0.1, 0.0, 1.0))
            for one in powers:
                y = self.plane.to_scene((RATES[0], 10.0**one))[1]
                inside = one >= power - 1e-9
                self.ticks[one].shift((y - self.ticks[one].get_y()) * UP)
                self.ticks[one].set_opacity((1.0 if one == 0 else room) if inside else 0.0)
        for key, curve in self.curves.items():
            curve.set_dial(rate)
            (rate_there, offset), falls = self.aside[key], key in self.deep
            seen = float(np.clip((rate - rate_there) / (0.4 * rate_there) + 1, 0.0, 1.0))
            if falls:
                # Its name goes along with the curve.
                last, other = self.deep[key]
                rate_there *= (last / rate_there) ** fall
                offset = offset + fall * (other - offset)
                seen *= min(max(abs(2 * begun - 1) * 4 - 3, 0.0), 1.0) if 0 < begun < 1 else 1.0
            else:
                seen *= 1.0 - min(begun / STILL, 1.0)
            here = self._on_curve(key, rate_there)
            self.names[key].move_to(here + offset).set_opacity(seen)
        self.place_bests()

    def fallen(self) -> VGroup:
        """Write near the lowest point of each curve that has no best rate how low it is; the floor has fallen."""
        lowest, names = VGroup(), [self.names[key] for key in self.deep]
        for key in self.deep:
            end = self.plane.to_scene(self.curves[key].at(float(RATES[-1])))
            number = written(self.cast.racers[key].fair.least, theme.BODY, self.cast.look(key).colour)
            aside = (number.width / 2 + 0.3) * LEFT
            places = [end + out * aside + way * UP for way in (0.0, -0.3, 0.3) for out in (1.0, 1.6, 2.4)]
            put_first_free(number, places, self.plane.window, [*names, *lowest], self._lines())
            lowest.add(number)
        return lowest

    def _on_curve(self, key: str, rate: float) -> np.ndarray:
        """Return where a name at this rate belongs; where a curve leaves at the top, not above the last one."""
        x, y = self.curves[key].at(rate)
        return self.plane.to_scene((x, min(y, HIGHEST)))

    def _lines(self) -> list[np.ndarray]:
        """Return all curves as close points on the stage, wherever the floor is."""
        return [
            close_points(piece)
            for curve in self.curves.values()
            for piece in self.plane.clip(self.plane.to_scene(curve.points_data))
        ]

    def _deep_places(self) -> dict[str, tuple[float, np.ndarray]]:
        """Choose where each curve that has no best rate has its name once the floor has fallen."""
        above, places = self.plane.y_range, {}
        self.plane.y_range = (10.0**DEPTH, MOST)
        for key in self.curves:
            if self.cast.racers[key].fair.open:
                aside = (self.names[key].width / 2 + 0.35) * RIGHT
                tried = [(rate, side * aside) for rate in LABELLED for side in (-1, 1)]
                places[key] = self._first_free(key, tried, [self.names[other] for other in places])
        self.plane.y_range = above
        return places

    def place_bests(self) -> None:
        """Put the markers of the best rates onto their curves, wherever those are now."""
        for key, sign in self.bests.items():
            fair = self.cast.racers[key].fair
            sign.move_to(self.plane.to_scene((fair.best, max(fair.least, self.plane.y_range[0]))))

    def _name_places(self) -> dict[str, tuple[float, np.ndarray]]:
        """Choose for each name a rate at which it stands, and where from the curve there: at a free end."""
        ends = {
            "gradient_descent": (1.009, LEFT, 0.2),
            "momentum": (1.812, RIGHT, 0.25),
            "adam": (9.0, RIGHT, 0.25),
            "adagrad": (2.05, RIGHT, 0.45),
        }
        self.place_bests()
        places: dict[str, tuple[float, np.ndarray]] = {}
        for key, name in self.names.items():
            rates = [float(rate) for rate in np.geomspace(RATES[2], 0.8 * NEAR, 26)]
            tried = [
                (rate, way * UP + aside * name.width * RIGHT)
                for rate in rates
                for way in (0.27, -0.27, 0.5, -0.5, 0.8, -0.8, 1.1, -1.1)
                for aside in (0.0, 0.6, -0.6)
            ]
            if key in ends:
                rate, side, aside = ends[key]
                tried.insert(0, (rate, side * (name.width / 2 + aside)))
            taken = [*(self.names[other] for other in places), *self.bests.values()]
            places[key] = self._first_free(key, tried, taken)
        return places

    def _first_free(
        self, key: str, tried: list[tuple[float, np.ndarray]], taken: list[VGroup]
    ) -> tuple[float, np.ndarray]:
        """Return the first rate and way from the curve there at which a curve's name covers nothing."""
        name = self.names[key]
        spots = [self._on_curve(key, rate) + way for rate, way in tried]
        put_first_free(name, spots, self.plane.window, taken, self._lines())
        here = name.get_center()
        return tried[int(np.argmin([np.linalg.norm(spot - here) for spot in spots]))]

    def _table(self) -> tuple[VGroup, dict[str, VGroup]]:
        screen, racers = self.cast.screen, self.cast.racers
        pitch = ROOM / (len(racers) + 1)
        heads = (("pictured", PICTURED), ("best_rates", BEST))
        table = VGroup(
            *(screen.word(key, theme.SMALL, theme.MUTED).move_to((x, TOP, 0)) for key, x in heads),
            screen.word("loss_short", theme.SMALL, theme.MUTED).move_to((EDGE, TOP, 0), aligned_edge=RIGHT),
        )
        told = {}
        for rank, (key, racer) in enumerate(racers.items(), start=1):
            y = TOP - pitch * rank
            colour, fair = self.cast.look(key).colour, racer.fair
            table.add(self.cast.signed(key, whole=False).move_to((COLUMN, y, 0), aligned_edge=LEFT))
            if racer.rate is not None:
                table.add(Number(racer.rate, "g", theme.SMALL, theme.MUTED).move_to((PICTURED, y, 0)))
            best = VGroup()
            if fair.open:
                best = screen.word("none_best", theme.SMALL, colour).move_to((BEST, y, 0))
            elif fair.best is not None:
                best = Number(fair.best, ".2f", theme.SMALL, colour).move_to((BEST, y, 0))
            loss = screen.set("$arrow.b$", theme.BODY, colour) if fair.open else None
            loss = loss or written(fair.least, theme.SMALL, colour)
            told[key] = VGroup(best, loss.move_to((EDGE, y, 0), aligned_edge=RIGHT))
        criterion = screen.word("criterion", theme.SMALL).move_to((COLUMN, TOP + 0.52, 0), aligned_edge=LEFT)
        table.add(criterion)
        kept = screen.word("kept", theme.SMALL, theme.MUTED)
        last = TOP - pitch * (len(racers) + 1)
        return VGroup(table, kept.move_to((COLUMN, last - 0.1, 0), aligned_edge=LEFT)), told

    def _starts(self, facts: Facts) -> VGroup:
        reach = 1.12 * np.sqrt(20 * facts.start_loss)
        width, height = INSET
        plane = Plane(
            (-reach, reach), (-reach * height / width, reach * height / width), width=width, height=height
        )
        plane.move_to(((COLUMN + EDGE) / 2, 2.08, 0))
        points = level_starts(np.array([0.1, 2.0]), np.array(START))
        loop = plane.to_scene(np.vstack([points, points[:1]]))
        dots = VGroup(*(Dot(point, radius=0.05, color=theme.INK) for point in loop[:-1]))
        name = self.cast.screen.word("starts", theme.SMALL, theme.MUTED)
        name.next_to(plane.window, DOWN, buff=0.1)
        goal = Goal(0.13).move_to(plane.to_scene((0.0, 0.0)))
        line = polyline(plane.clip(loop), stroke_color=theme.INK, stroke_width=1.5, stroke_opacity=0.6)
        return VGroup(ContourMap(plane, valley(0.0)), plane.window, line, goal, dots, name)
