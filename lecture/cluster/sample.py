"""A picture of all that drawing uses: text of both scripts, a formula, curves, transparency, perhaps a surface."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from manim import Circle, ManimColor, Mobject, ParametricFunction

from lecture.keys.values import digest
from lecture.quality import QUALITIES
from lecture.rendering.stage import configured
from optimlib import objectives
from scenes import theme
from scenes.camera import StageCamera
from scenes.components.axes.plane import Plane
from scenes.components.surface.camera3d import Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.text.label import label

SIDE = Viewpoint(azimuth=40, elevation=38, perspective=0.06, zoom=0.8, target_z=0.5, relief=1)


def picture(*, surfaces: bool) -> str:
    """Draw it, and return the SHA-256 of its pixels."""
    with configured(QUALITIES["draft"]):
        camera = StageCamera()
        camera.background_color = ManimColor(theme.BACKGROUND)
        camera.reset()
        camera.capture_mobjects(_things(surfaces=surfaces))
        pixels = np.ascontiguousarray(camera.pixel_array)
    return digest([list(pixels.shape), sha256(pixels.tobytes()).hexdigest()])


def _things(*, surfaces: bool) -> list[Mobject]:
    things: list[Mobject] = [
        label("Gradient descent, $eta = 0.95$").move_to((-3.0, 2.5, 0.0)),
        label("梯度下降", language="zh").move_to((3.0, 2.5, 0.0)),
        Circle(1.2, color=theme.ORANGE, fill_opacity=0.4).move_to((-4.0, 0.0, 0.0)),
        ParametricFunction(_spiral, t_range=(0.0, 6.0), color=theme.SKY),
    ]
    if surfaces:
        plane = Plane((-6, 4), (-2.5, 2.5), width=6.0).shift((3.0, -1.0, 0.0))
        things.append(Surface(plane, objectives.load("ravine"), height=1.5, view=SIDE))
    return things


def _spiral(turn: float) -> np.ndarray:
    return np.array([0.3 * turn * np.cos(turn), 0.3 * turn * np.sin(turn), 0.0])
