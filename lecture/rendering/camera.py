"""manim's camera without what it does again for every frame: the same pixels, sooner."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import cairo
from manim import Camera, VMobject

KEPT_BYTES = 64_000_000
"""Points of outlines that are kept; those that have not been drawn for longest go first."""


class StageCamera(Camera):
    """Draws outlines that Cairo has seen before without telling it every curve again, and nothing that is invisible.

    manim hands each curve of each outline to Cairo by a call from Python, in every frame; an outline that stands
    still is handed over as a whole here.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outlines: OrderedDict[bytes, cairo.Path] = OrderedDict()
        self._bytes = 0

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
