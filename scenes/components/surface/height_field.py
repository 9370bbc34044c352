"""A loss surface in three dimensions, with paths and a ball on it: an image on the stage, seen from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Self

import numpy as np
from manim import ManimColor, Mobject, config, smooth
from manim.mobject.types.image_mobject import AbstractImageMobject

from optimlib.types import Objective
from scenes import theme
from scenes.components.axes.bands import LINE_OPACITY, LINE_WIDTH, band_colours
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course
from scenes.components.surface.bodies import Rolling, sphere, trail
from scenes.components.surface.camera3d import FROM_ABOVE, Viewpoint
from scenes.components.surface.surface_gl import RIM, Colour, Frame, Ground, Piece, paint

RESOLUTION = 257
"""Grid points of the height field along each axis."""
UNITS_PER_STROKE = 0.01
"""Stage units that manim draws for each unit of stroke width."""
STAGE: Frame = (theme.STAGE_LEFT, theme.STAGE_BOTTOM, theme.STAGE_RIGHT, theme.STAGE_TOP)


class Surface(AbstractImageMobject):
    """The graph of an objective over a plane's window; from above it is the objective's contour map.

    The picture depends on what was last told to :meth:`look`, :meth:`go` and :meth:`thicken`, and on nothing else.

    Parameters
    ----------
    plane
        The window of data and its place on the stage; neither may change afterwards.
    height
        Stage units from value 0 to the highest value in the window.
    frame
        The rectangle of the stage that the picture may use.
    """

    premultiplied = True
    """The colours of its pixels are multiplied by alpha."""

    def __init__(
        self,
        plane: Plane,
        objective: Objective,
        *,
        height: float,
        frame: Frame = STAGE,
        view: Viewpoint = FROM_ABOVE,
    ) -> None:
        self.plane, self.objective, self.frame = plane, objective, frame
        self.view, self.step, self.thickness, self.opacity = view, 0.0, 1.0, 1.0
        self.half = (plane.window.width / 2, plane.window.height / 2)
        self.centre = plane.window.get_center()
        self.ground = self._ground(height)
        self._trails: list[Piece] = []
        self._balls: list[tuple[Rolling, Piece]] = []
        self._picture: tuple[tuple[Any, ...], np.ndarray] | None = None
        super().__init__(scale_to_resolution=0)

    # -- what lies on it --------------------------------------------------------------------------------------

    def add_trail(
        self, points: np.ndarray, look: theme.Look, *, width: float = 0.06, beads: bool = True
    ) -> Self:
        """Lay a run (data ``(k + 1, 2)``) on the surface; parts outside the window are left out.

        Without ``beads`` its steps are not marked.
        """
        body = trail(
            self._to_ground(points),
            self.half,
            self._lift,
            radius=width / 2,
            bead=width,
            dash=look.dash,
            beads=beads,
        )
        self._trails.append(Piece(body, _rgb(look.colour)))
        return self

    def add_ball(self, points: np.ndarray, colour: str, *, radius: float = 0.2) -> Self:
        """Let a ball roll along a run (data ``(k + 1, 2)``); it is gone where the run leaves the window."""
        ground = self._to_ground(points)
        outside = ~np.all(np.abs(ground) <= self.half, axis=-1)
        # It rolls out over the edge, and no farther.
        kept = int(np.argmax(outside)) + 1 if outside.any() else len(ground)
        kept -= not np.all(np.isfinite(ground[kept - 1]))
        piece = Piece(sphere(24, 40), _rgb(colour), stripe=_rgb(theme.INK), gloss=0.6)
        self._balls.append((Rolling(ground[:kept], self._lift, radius), piece))
        return self

    # -- what is seen of it -----------------------------------------------------------------------------------

    def look(self, view: Viewpoint) -> Self:
        """Look from another side."""
        self.view = view
        return self

    def go(self, step: float) -> Self:
        """Show paths and balls after so many steps."""
        self.step = step
        return self

    def thicken(self, factor: float) -> Self:
        """Draw paths and balls so many times as thick as they were added: thinner for a close look."""
        self.thickness = factor
        return self

    def turn(
        self,
        view: Viewpoint,
        *,
        step: float | None = None,
        thickness: float | None = None,
        back: float = 0.0,
        rate: Callable[[float], float] = smooth,
    ) -> Course:
        """Animate the viewpoint to another one, and with it the step and the thickness if they are given.

        ``back`` is that of :meth:`Viewpoint.towards`.
        """
        first, last = self.view, view
        begun, begun_thick = self.step, self.thickness
        end, end_thick = begun if step is None else step, begun_thick if thickness is None else thickness

        def draw(share: float) -> None:
            self.look(first.towards(last, share, back=back))
            self.go(begun + share * (end - begun)).thicken(begun_thick + share * (end_thick - begun_thick))

        return Course(self, draw, rate_func=rate)

    def foot(self, point: Any) -> np.ndarray:
        """Return the world coordinates ``(3,)`` of the surface at a point of data, for a viewpoint to aim at."""
        return self._lift(self._to_ground(np.asarray(point, dtype=float))[None])[0][0]

    def to_stage(self, points: Any, above: float = 0.0) -> np.ndarray:
        """Map data ``(..., 2)`` to where its point of the surface is seen on the stage ``(..., 3)``.

        ``above`` is a distance from the surface along its normal, in stage units.
        """
        flat = self._to_ground(np.asarray(points, dtype=float)).reshape(-1, 2)
        return self._seen(*self._lift(flat), above).reshape(*np.shape(points)[:-1], 3)

    def arrow(self, point: Any, vector: Any, above: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """Return where a tangent vector (data) at a point begins and ends on the stage, both ``(3,)``."""
        ground = self._to_ground(np.asarray(point, dtype=float))[None]
        feet, normals = self._lift(ground)
        along = self._to_ground(np.asarray(point, dtype=float) + vector) - ground[0]
        slope = -normals[0, :2] / normals[0, 2]
        tip = feet + np.array([*along, slope @ along])
        return self._seen(feet, normals, above)[0], self._seen(tip, normals, above)[0]

    def get_pixel_array(self) -> np.ndarray:
        """Draw the picture as large as its place on the screen; while nothing else is told, the same one."""
        left, bottom, right, top = self._snapped()
        size = tuple(round(length * _pixels_a_unit()) for length in (right - left, top - bottom))
        told = (self.view, self.step, self.thickness, len(self._trails), len(self._balls), size)
        if self._picture is None or self._picture[0] != told:
            x, y = self.centre[:2]
            frame = (left - x, bottom - y, right - x, top - y)
            self._picture = told, paint(self.ground, self._pieces(), self.view, frame, size)
        return self._picture[1]

    def reset_points(self) -> Self:
        """Lie on whole pixels of the screen, so that nothing is resampled."""
        left, bottom, right, top = self._snapped()
        self.points = np.array([(left, top, 0), (right, top, 0), (left, bottom, 0), (right, bottom, 0)])
        return self

    # -- fading, as manim's animations ask for it -------------------------------------------------------------

    def set_opacity(self, opacity: float) -> Self:
        """Let the ground shine through."""
        self.opacity = opacity
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        """Take away a share of the opacity."""
        return self.set_opacity(self.opacity * (1.0 - darkness))

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> Self:
        """Fade between two states."""
        return self.set_opacity(mobject1.opacity + alpha * (mobject2.opacity - mobject1.opacity))

    # -- geometry ---------------------------------------------------------------------------------------------

    def _ground(self, height: float) -> Ground:
        x, y = (np.linspace(*bounds, RESOLUTION) for bounds in (self.plane.x_range, self.plane.y_range))
        data = np.stack(np.meshgrid(x, y), axis=-1)
        value = self.objective.value(data)
        slope = self.objective.gradient(data) / self._scale
        return Ground(
            half=self.half,
            field=np.concatenate([value[..., None], slope], axis=-1),
            height=height / float(np.max(np.abs(value))),
            levels=tuple(self.objective.levels),
            bands=band_colours(len(self.objective.levels)),
            line=(*_rgb(theme.CONTOUR), LINE_OPACITY),
            border=(*_rgb(theme.CONTOUR), 0.8),
            line_width=LINE_WIDTH * UNITS_PER_STROKE,
            border_width=1.5 * UNITS_PER_STROKE,
        )

    @property
    def _scale(self) -> np.ndarray:
        """Stage units for one unit of data, along each axis."""
        (x0, x1), (y0, y1) = self.plane.x_range, self.plane.y_range
        return 2 * np.array(self.half) / (x1 - x0, y1 - y0)

    def _to_ground(self, points: np.ndarray) -> np.ndarray:
        middle = np.mean([self.plane.x_range, self.plane.y_range], axis=1)
        return np.asarray((np.asarray(points, dtype=float) - middle) * self._scale)

    def _lift(self, ground: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        middle = np.mean([self.plane.x_range, self.plane.y_range], axis=1)
        data = ground / self._scale + middle
        heights = self.ground.height * self.objective.value(data)
        slopes = self.ground.height * self.objective.gradient(data) / self._scale
        normals = np.column_stack([-slopes, np.ones(len(slopes))])
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        return np.column_stack([ground, heights]), normals

    def _seen(self, feet: np.ndarray, normals: np.ndarray, above: float) -> np.ndarray:
        world = feet * (1.0, 1.0, self.view.relief) + above * normals
        return np.column_stack([self.view.project(world), np.zeros(len(world))]) + self.centre

    def _pieces(self) -> list[Piece]:
        pieces = [
            replace(piece, reach=self.step, scale=self.thickness, rim=RIM * self.thickness)
            for piece in self._trails
        ]
        for rolling, piece in self._balls:
            foot, normal, turn = rolling.at(self.step)
            if np.all(np.abs(foot[:2]) <= self.half):
                radius = rolling.radius * self.thickness
                pieces.append(
                    replace(
                        piece,
                        foot=tuple(foot),
                        offset=tuple(radius * normal),
                        scale=radius,
                        rim=RIM * self.thickness,
                        turn=turn,
                        shadow=radius,
                    )
                )
        return pieces

    def _snapped(self) -> Frame:
        """Return the frame widened to whole pixels of the screen."""
        unit = _pixels_a_unit()
        half = np.array([config.pixel_width, config.pixel_height]) / 2
        low = np.floor(half + unit * np.array(self.frame[:2]) + 1e-6)
        high = np.ceil(half + unit * np.array(self.frame[2:]) - 1e-6)
        (left, bottom), (right, top) = (low - half) / unit, (high - half) / unit
        return left, bottom, right, top


def _pixels_a_unit() -> float:
    return float(config.pixel_height / config.frame_height)


def _rgb(colour: str) -> Colour:
    red, green, blue = ManimColor(colour).to_rgb()
    return float(red), float(green), float(blue)
