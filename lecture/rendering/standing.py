"""How a stage stands: the digest of all that can be seen on it."""

from __future__ import annotations

import hashlib

import numpy as np
from manim import Mobject, Scene, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

_LOOKS = ("stroke_width", "background_stroke_width", "joint_type", "cap_style", "sheen_factor")
CELL = 1e-5
"""Stage units that are not told apart: the 370th part of a pixel of 2160 lines. What is moved step by step ends
otherwise than what is moved at once, in the last digits of a float."""
ASIDE = 0.3819660113
"""Places are often round numbers: none lies where one cell meets the next."""


def standing(scene: Scene) -> str:
    """Return a digest of what is on the stage, in the order in which it is drawn."""
    told = hashlib.sha256()
    for top in scene.mobjects:
        for part in top.get_family():
            if len(part.points):
                _tell(told, part)
    return told.hexdigest()


def _tell(told: hashlib._Hash, part: Mobject) -> None:
    told.update(f"{type(part).__qualname__} {part.points.shape} {part.z_index}".encode())
    _count(told, part.points)
    if isinstance(part, VMobject):
        for rgbas in (part.fill_rgbas, part.stroke_rgbas, part.background_stroke_rgbas):
            _count(told, rgbas)
        told.update(repr([_rounded(getattr(part, name, None)) for name in _LOOKS]).encode())
    elif isinstance(part, AbstractImageMobject):
        told.update(np.ascontiguousarray(part.get_pixel_array()).tobytes())
        told.update(repr(_rounded(getattr(part, "opacity", None))).encode())


def _count(told: hashlib._Hash, numbers: np.ndarray) -> None:
    told.update(_cells(np.asarray(numbers, dtype=float)).tobytes())


def _cells(numbers: np.ndarray) -> np.ndarray:
    return np.floor(numbers / CELL + ASIDE)


def _rounded(value: object) -> object:
    return float(_cells(np.array(value))) if isinstance(value, float) else value
