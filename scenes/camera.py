"""The camera of every segment: manim's Cairo camera, but for images and for what stands still."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import cairo
import numpy as np
from manim import Camera, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

KEPT_BYTES = 64_000_000
"""Points of outlines that are kept; those that have not been drawn for longest go first."""


class StageCamera(Camera):
    """Places images by Cairo, as all else is drawn, and pixel for pixel where they fit.

    manim's own camera takes them through Pillow: it copies and resamples the whole frame, and current Pillow
    refuses what it hands over. It also hands each curve of each outline to Cairo by a call from Python, in every
    frame; an outline that stands still is handed over as a whole here, and what is invisible not at all.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outlines: OrderedDict[bytes, cairo.Path] = OrderedDict()
        self._bytes = 0

    def display_image_mobject(self, image_mobject: AbstractImageMobject, pixel_array: np.ndarray) -> None:
        """Draw one image over what is there."""
        picture = image_mobject.get_pixel_array()
        if not getattr(image_mobject, "premultiplied", False):
            alpha = picture[..., 3:].astype(np.uint16)
            picture = np.concatenate([picture[..., :3] * alpha // 255, alpha], axis=-1).astype(np.uint8)
        opacity = getattr(image_mobject, "opacity", 1.0)
        height, width = picture.shape[:2]
        corners = self.points_to_subpixel_coords(image_mobject, image_mobject.points)[:3]
        origin, right, down = (
            corners[0],
            (corners[1] - corners[0]) / width,
            (corners[2] - corners[0]) / height,
        )
        place = cairo.Matrix(*right, *down, *origin)
        exact = np.allclose([right, down], np.eye(2), atol=1e-5) and np.allclose(
            origin, np.round(origin), atol=1e-3
        )
        if exact:
            place = cairo.Matrix(x0=round(origin[0]), y0=round(origin[1]))
        # manim's frames hold red where Cairo expects blue, and so do our pictures: nothing has to be turned round.
        source = cairo.ImageSurface.create_for_data(
            np.ascontiguousarray(picture), cairo.FORMAT_ARGB32, width, height
        )
        context = self.get_cairo_context(pixel_array)
        context.save()
        context.set_matrix(place)
        context.set_source_surface(source)
        context.get_source().set_filter(cairo.FILTER_NEAREST if exact else cairo.FILTER_GOOD)
        context.paint_with_alpha(opacity)
        context.restore()

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context[Any]) -> StageCamera:
        """Draw one outline; what has no points, no width and no opacity is passed over."""
        if not len(vmobject.points):
            return self
        behind = self._strokes(vmobject, background=True)
        filled = bool((self.get_fill_rgbas(vmobject)[:, 3] > 0).any())
        before = self._strokes(vmobject, background=False)
        if behind or filled or before:
            self.set_cairo_context_path(ctx, vmobject)
            if behind:
                self.apply_stroke(ctx, vmobject, background=True)
            if filled:
                self.apply_fill(ctx, vmobject)
            if before:
                self.apply_stroke(ctx, vmobject)
        return self

    def set_cairo_context_path(self, ctx: cairo.Context[Any], vmobject: VMobject) -> StageCamera:
        """Hand an outline to Cairo."""
        key = vmobject.points.tobytes()
        known = self._outlines.get(key)
        if known is not None:
            self._outlines.move_to_end(key)
            ctx.new_path()
            ctx.append_path(known)
            return self
        super().set_cairo_context_path(ctx, vmobject)
        self._outlines[key] = ctx.copy_path()
        self._bytes += len(key)
        while self._bytes > KEPT_BYTES:
            self._bytes -= len(self._outlines.popitem(last=False)[0])
        return self

    def _strokes(self, vmobject: VMobject, *, background: bool) -> bool:
        """Whether a line is drawn along the outline, behind or before what fills it."""
        if vmobject.get_stroke_width(background) == 0:
            return False
        return bool((self.get_stroke_rgbas(vmobject, background)[:, 3] > 0).any())
