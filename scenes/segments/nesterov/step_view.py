"""One step from close by, as momentum takes it and as Nesterov does, from the same state."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import RIGHT, UP, Rectangle, VGroup, smooth

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts

NEAR = np.array([0.14, 0.0, 0.0])


class StepView:
    """A part of the map, enlarged, with the arrows of one step tip to tail, each as long as it is.

    Attributes
    ----------
    ground
        The enlarged part, with the way that led there and the ball.
    frame
        Where that part lies on the map, as a rectangle to grow.
    ball_next, ahead_next
        Where momentum and Nesterov arrive, each a marker with its name.
    look
        A ring where the velocity alone leads.
    """

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText) -> None:
        self.facts, self.screen, self.step = facts, screen, facts.moment
        step = self.step
        self.ends = {
            "here": step.here,
            "look": step.looked_at,
            "ball": step.looked_at + step.push_here,
            "ahead": step.looked_at + step.push_ahead,
        }
        corners = np.array([*self.ends.values(), step.here + step.push_here, step.here + step.velocity])
        self.plane = self._part(plane, corners)
        self.plane.move_to(plane.window.get_center())
        self.at = {name: self.plane.to_scene(point) for name, point in self.ends.items()}
        low, high = plane.to_scene(np.stack([self.plane.x_range, self.plane.y_range], axis=-1))
        width, height = (high - low)[:2]
        self.frame = Rectangle(width=width, height=height, stroke_color=theme.INK, stroke_width=3)
        self.frame.move_to((low + high) / 2)
        ball_look, ahead_look = theme.look("momentum"), theme.look("nesterov")
        past = TrajectoryPath(self.plane, facts.ball.x, ball_look, head=0.0)
        past.set_dial(step.number)
        ball = marker(ball_look.marker, 0.34, ball_look.colour, rim=True).move_to(self.at["here"])
        self.names: list[VGroup] = []
        self.ground = VGroup(ContourMap(self.plane, facts.objective.load()), past, ball)
        self.look = marker("ring", 0.3, theme.INK).move_to(self.at["look"])
        self.ball_next = self._arrival("ball", ball_look, "ball_next")
        self.ahead_next = self._arrival("ahead", ahead_look, "ahead_next")

    def _part(self, plane: Plane, corners: np.ndarray) -> Plane:
        """Return the part of the map around the step, moved inside where it would reach beyond the edge."""
        width, height = plane.window.width, plane.window.height
        part = Plane.around(corners, width, height, margin=0.16)
        ranges = []
        for (low, high), (least, most) in (
            (part.x_range, plane.x_range),
            (part.y_range, plane.y_range),
        ):
            aside = max(least - low, 0.0) - max(high - most, 0.0)
            ranges.append((low + aside, high + aside))
        return Plane(*ranges, width=width, height=height)

    # -- arrows, in their order -------------------------------------------------------------------------------

    def velocity(self) -> Course:
        """Let the velocity of the step before grow, faintly."""
        return self._grow("here", self.step.velocity, theme.VELOCITY, opacity=0.5)

    def carried(self) -> Course:
        """Let it shrink to what friction leaves of it."""
        return self._grow("here", self.step.carried, theme.INK, start=self.step.velocity)

    def push_at_ball(self) -> Course:
        """Let the push grow that the slope gives where the ball stands."""
        return self._grow("here", self.step.push_here, theme.GRADIENT)

    def push_carried(self, arrow: Course) -> Course:
        """Take that push along to where the velocity leads."""
        start, end, push = self.at["here"], self.at["look"], self.step.push_here
        reach = self._reach(push)

        def draw(share: float) -> None:
            foot = start + share * (end - start)
            arrow.mobject.point(foot, foot + reach)

        return Course(arrow.mobject, draw, rate_func=smooth)

    def push_ahead(self) -> Course:
        """Let the push grow that the slope gives where the velocity leads."""
        return self._grow("look", self.step.push_ahead, theme.GRADIENT)

    def parts(self) -> tuple[VGroup, VGroup]:
        """Draw that push as its way along y and then along x, each with its letter."""
        look, end = self.at["look"], self.at["ahead"]
        corner = np.array([look[0], end[1], 0.0])
        drawn = []
        for foot, tip, letter, colour, place in (
            (look, corner, "y", theme.Y_AXIS, corner + 0.2 * np.sign(look[0] - end[0]) * RIGHT),
            (corner, end, "x", theme.X_AXIS, (corner + end) / 2 + 0.3 * np.sign(end[1] - look[1]) * UP),
        ):
            arrow = Arrows(foot, tip, colour, width=0.08, head=0.26)
            arrow.set_stroke(theme.BACKGROUND, width=3, background=True)
            name = EquationPanel(letter, plate=False, size=theme.BODY).set_color(colour)
            drawn.append(VGroup(arrow, plated(name, 0.05).move_to(place)))
        return drawn[0], drawn[1]

    def whole(self, key: str) -> Course:
        """Let the whole step of one method grow."""
        look = theme.look("momentum" if key == "ball" else "nesterov")
        return self._grow("here", self.ends[key] - self.step.here, look.colour, width=0.13, head=0.4)

    def name(self, source: str, colour: str, foot: str, vector: np.ndarray, side: float) -> VGroup:
        """Set the name of an arrow beside its middle: to its left for a positive side, else to its right."""
        tail = self.at[foot]
        tip = tail + self._reach(vector)
        along = (tip - tail) / max(float(np.linalg.norm(tip - tail)), 1e-9)
        across = np.array([-along[1], along[0], 0.0])
        text = plated(EquationPanel(source, plate=False, size=theme.BODY).set_color(colour))
        places = [
            tail + share * (tip - tail) + sign * (buff + self._half(text, across)) * across
            for buff in (0.15, 0.4, 0.8, 1.3)
            for share in (0.5, 0.35, 0.65, 0.2, 0.8)
            for sign in (side, -side)
        ]
        put_first_free(
            text, places, self.plane.window, [*self.names, self.ball_next, self.ahead_next], self._lines()
        )
        self.names.append(text)
        return text

    def looked_at(self) -> VGroup:
        """Set the name of the point where Nesterov looks beside its ring."""
        text = plated(EquationPanel("theta + alpha v", plate=False, size=theme.BODY))
        half = text.width / 2 + 0.3
        places = [
            self.at["look"] + np.array([sign * half, up, 0.0])
            for up in (0.35, -0.35, 0.6)
            for sign in (-1, 1)
        ]
        put_first_free(
            text, places, self.plane.window, [*self.names, self.ball_next, self.ahead_next], self._lines()
        )
        self.names.append(text)
        return text

    # -- parts ------------------------------------------------------------------------------------------------

    def _half(self, text: VGroup, across: np.ndarray) -> float:
        return float(text.width * abs(across[0]) + text.height * abs(across[1])) / 2

    def _lines(self) -> list[np.ndarray]:
        """Return all arrows as close points, for names to keep clear of."""
        pairs = [("here", "look"), ("look", "ball"), ("look", "ahead"), ("here", "ball"), ("here", "ahead")]
        ways = [(self.at[first], self.at[last]) for first, last in pairs]
        ways.append((self.at["here"], self.at["here"] + self._reach(self.step.push_here)))
        return [np.linspace(*way, 120) for way in ways]

    def _reach(self, vector: np.ndarray) -> np.ndarray:
        here, there = self.plane.to_scene([self.step.here, self.step.here + vector])
        return np.asarray(there - here)

    def _grow(
        self, foot: str, vector: np.ndarray, colour: str, *, start: np.ndarray | None = None, **style: Any
    ) -> Course:
        options = {"width": 0.1, "head": 0.34, **style}
        arrow = Arrows(np.zeros(3), np.zeros(3), colour, **options)
        arrow.set_stroke(theme.BACKGROUND, width=3, background=True)
        tail, reach = self.at[foot], self._reach(vector)
        first = np.zeros(3) if start is None else self._reach(start)

        def draw(share: float) -> None:
            arrow.point(tail, tail + first + share * (reach - first))

        return Course(arrow, draw, rate_func=smooth)

    def _arrival(self, key: str, look: theme.Look, word: str) -> VGroup:
        """Draw where a method arrives, its name on the side away from the ball."""
        sign = marker(look.marker, 0.3, look.colour, rim=True).move_to(self.at[key])
        text = plated(self.screen.word(word, theme.BODY, look.colour))
        half = text.width / 2 + 0.3
        others = [point for name, point in self.at.items() if name != key]
        right = np.mean([self.at[key][0] >= other[0] for other in others]) >= 0.5
        places = [
            self.at[key] + np.array([sign * half, up, 0.0])
            for up in (0.0, 0.3, -0.3, 0.6, -0.6)
            for sign in ((1, -1) if right else (-1, 1))
        ]
        put_first_free(text, places, self.plane.window, [], self._lines())
        return VGroup(sign, text)
