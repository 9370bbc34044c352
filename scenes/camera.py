"""The camera of every segment: manim's Cairo camera, but for images and for what stands still."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import cairo
import numpy as np
from manim import Camera, Mobject, VMobject
from manim.constants import CapStyleType, LineJointType
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.typing import FloatRGBA_Array, PixelArray, Point3D_Array

KEPT_BYTES = 64_000_000
"""Points of outlines that are kept; those that have not been drawn for longest go first."""
WORTH_KEEPING = 8
"""So many outlines more at the back that look as before are drawn into a ground of their own."""


class Outline(NamedTuple):
    """All that is seen of an outline: points, colours, and width and colours of the lines behind and before them."""

    points: bytes
    fill: bytes | None
    behind: tuple[float, bytes] | None
    before: tuple[float, bytes] | None
    joints: LineJointType
    ends: CapStyleType
    shading: tuple[bytes, bool]
    """Which way colours run, if there are several."""


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
        self._ground: PixelArray | None = None
        self._looks: list[object] = []
        self._settled = 0
        """So many of the looks are in the ground of our own."""
        self._back: PixelArray = np.empty_like(self.pixel_array)

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

    def draw_over(self, ground: PixelArray | None, mobjects: Iterable[Mobject]) -> None:
        """Draw a picture over a ground.

        What lies at the back and looks as it did is not drawn again: it has become part of a ground of its own.

        Parameters
        ----------
        ground
            Pixels as those of the camera, which are not changed, here or elsewhere; without, the background.
        mobjects
            With all their families.
        """
        if ground is None:
            ground = self.background
        drawn = [(mobject, look) for mobject in _in_order(mobjects) if (look := _look(mobject)) is not None]
        looks = [look for _, look in drawn]
        alike = _common(looks, self._looks) if ground is self._ground else 0
        self._looks, self._ground = looks, ground
        if alike < self._settled:
            self._settled = 0
        np.copyto(self.pixel_array, self._back if self._settled else ground)
        begin = self._settled
        if alike >= begin + WORTH_KEEPING:
            self._draw(drawn[begin:alike])
            np.copyto(self._back, self.pixel_array)
            begin = self._settled = alike
        self._draw(drawn[begin:])

    def _draw(self, drawn: Sequence[tuple[Mobject, object]]) -> None:
        context = self.get_cairo_context(self.pixel_array)
        for mobject, look in drawn:
            if isinstance(mobject, VMobject) and isinstance(look, Outline):
                self._outline(context, mobject, look)
            else:
                self.capture_mobjects([mobject], include_submobjects=False)

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context[Any]) -> StageCamera:
        """Draw one outline; what has no points, no width and no opacity is passed over."""
        look = _look_of_outline(vmobject)
        if look is not None:
            self._outline(ctx, vmobject, look)
        return self

    def _outline(self, context: cairo.Context[Any], vmobject: VMobject, look: Outline) -> None:
        self._path(context, vmobject, look.points)
        if look.behind is not None:
            self.apply_stroke(context, vmobject, background=True)
        if look.fill is not None:
            self.apply_fill(context, vmobject)
        if look.before is not None:
            self.apply_stroke(context, vmobject)

    def set_cairo_context_color(
        self, ctx: cairo.Context[Any], rgbas: FloatRGBA_Array, vmobject: VMobject
    ) -> StageCamera:
        """Take a colour, or a row of them."""
        if len(rgbas) > 1:
            super().set_cairo_context_color(ctx, rgbas, vmobject)
        else:
            red, green, blue, opacity = rgbas[0].tolist()
            ctx.set_source_rgba(blue, green, red, opacity)
        return self

    def _path(self, context: cairo.Context[Any], vmobject: VMobject, key: bytes) -> None:
        """Hand over the points of an outline."""
        known = self._outlines.get(key)
        if known is not None:
            self._outlines.move_to_end(key)
            context.new_path()
            context.append_path(known)
            return
        self.set_cairo_context_path(context, vmobject)
        self._outlines[key] = context.copy_path()
        self._bytes += len(key)
        while self._bytes > KEPT_BYTES:
            self._bytes -= len(self._outlines.popitem(last=False)[0])

    def set_cairo_context_path(self, ctx: cairo.Context[Any], vmobject: VMobject) -> StageCamera:
        """Hand over curve after curve of an outline."""
        points = self.transform_points_pre_display(vmobject, vmobject.points)
        size = vmobject.n_points_per_cubic_curve
        ctx.new_path()
        for first, end in _pieces(vmobject, points):
            # Numbers of Python are read several times as fast as those of numpy, one by one.
            piece = points[first : end - (end - first) % size, :2].tolist()
            ctx.new_sub_path()
            ctx.move_to(*piece[0])
            for _, one, other, to in zip(*[iter(piece)] * size, strict=True):
                ctx.curve_to(*one, *other, *to)
            if vmobject.consider_points_equals_2d(points[first], points[end - 1]):
                ctx.close_path()
        return self


def _pieces(vmobject: VMobject, points: Point3D_Array) -> list[tuple[int, int]]:
    """Return where the pieces of an outline begin and end that hang together."""
    size = vmobject.n_points_per_cubic_curve
    if len(points) < size:
        return []
    if len(points) % size == 0 and np.array_equal(points[size - 1 : -1 : size, :2], points[size::size, :2]):
        return [(0, len(points))]
    found = vmobject.get_subpath_split_indices_from_points(points, n_dims=2).tolist()
    return [(first, end) for first, end in found if end - first >= size]


def _look(mobject: Mobject) -> Outline | object | None:
    """Return all that a picture shows of a mobject without its family, or None if that is nothing."""
    if isinstance(mobject, VMobject) and not mobject.get_background_image():
        return _look_of_outline(mobject)
    # Of pictures it is not asked what is in them: they look like nothing else, and not like before.
    return object()


def _look_of_outline(vmobject: VMobject) -> Outline | None:
    if not len(vmobject.points):
        return None
    behind = _line(vmobject.get_stroke_width(background=True), vmobject.get_stroke_rgbas(background=True))
    before = _line(vmobject.get_stroke_width(), vmobject.get_stroke_rgbas())
    fill = _visible(vmobject.get_fill_rgbas())
    if behind is before is fill is None:
        return None
    shading = vmobject.get_sheen_direction().tobytes(), vmobject.shade_in_3d
    line = vmobject.joint_type, vmobject.cap_style
    return Outline(vmobject.points.tobytes(), fill, behind, before, *line, shading)


def _line(width: float, colours: FloatRGBA_Array) -> tuple[float, bytes] | None:
    if width == 0:
        return None
    seen = _visible(colours)
    return None if seen is None else (width, seen)


def _visible(colours: FloatRGBA_Array) -> bytes | None:
    seen = colours.item(3) > 0 if len(colours) == 1 else bool((colours[:, 3] > 0).any())
    return colours.tobytes() if seen else None


def _in_order(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Return what has points, with all families, as manim has them drawn: of what occurs twice, the last one."""
    found: list[Mobject] = []

    def add(these: Iterable[Mobject]) -> None:
        for mobject in these:
            if len(mobject.points):
                found.append(mobject)
            add(mobject.submobjects)

    add(mobjects)
    once = list(dict.fromkeys(reversed(found)))
    once.reverse()
    return sorted(once, key=lambda mobject: mobject.z_index)


def _common(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how many of the first ones of two sequences agree."""
    for count, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return count
    return min(len(one), len(other))
