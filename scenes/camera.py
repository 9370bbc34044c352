"""The camera of every segment: manim's Cairo camera, but for images."""

from __future__ import annotations

import cairo
import numpy as np
from manim import Camera
from manim.mobject.types.image_mobject import AbstractImageMobject


class StageCamera(Camera):
    """Places images by Cairo, as all else is drawn, and pixel for pixel where they fit.

    manim's own camera takes them through Pillow: it copies and resamples the whole frame, and current Pillow
    refuses what it hands over.
    """

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
