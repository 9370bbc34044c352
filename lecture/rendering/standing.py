"""How a stage stands: the digest of all that can be seen on it."""

from __future__ import annotations

import hashlib

import numpy as np
from manim import Mobject, Scene, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

_LOOKS = ("stroke_width", "background_stroke_width", "joint_type", "cap_style", "sheen_factor")


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
    told.update(np.ascontiguousarray(part.points).tobytes())
    if isinstance(part, VMobject):
        for rgbas in (part.fill_rgbas, part.stroke_rgbas, part.background_stroke_rgbas):
            told.update(np.ascontiguousarray(rgbas).tobytes())
        told.update(repr([getattr(part, name, None) for name in _LOOKS]).encode())
    elif isinstance(part, AbstractImageMobject):
        told.update(np.ascontiguousarray(part.get_pixel_array()).tobytes())
        told.update(repr(getattr(part, "opacity", None)).encode())
