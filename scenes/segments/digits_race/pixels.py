"""Grey images as squares: crisp at any size, a few objects for a whole wall."""

from __future__ import annotations

import numpy as np
from manim import ManimColor, Rectangle, VGroup, VMobject, interpolate_color

from scenes import theme
from scenes.components.axes.plane import set_pieces

PAPER = "#1B2438"
GREYS = 16
"""Shades that are told apart."""


class PixelImages(VGroup):
    """Images on dark paper, each with its centre at a place, ``size`` scene units wide.

    Parameters
    ----------
    images
        Shape ``(n, height, width)``, from 0 for paper to 1 for ink.
    centres
        Scene coordinates ``(n, 3)``.
    """

    def __init__(self, images: np.ndarray, centres: np.ndarray, size: float) -> None:
        super().__init__()
        pixel = size / images.shape[2]
        shades = np.clip(np.ceil(images * GREYS - 0.5), 0, GREYS).astype(int)
        self.paper = VGroup(
            *(
                Rectangle(
                    width=size, height=pixel * images.shape[1], stroke_width=0, fill_opacity=1
                ).set_fill(PAPER)
                for _ in images
            )
        )
        for paper, centre in zip(self.paper, centres, strict=True):
            paper.move_to(centre)
        self.add(self.paper)
        for shade in range(1, GREYS + 1):
            which, rows, columns = np.nonzero(shades == shade)
            middle = np.array([(images.shape[2] - 1) / 2, (images.shape[1] - 1) / 2])
            left = centres[which, 0] + (columns - middle[0] - 0.5) * pixel
            top = centres[which, 1] - (rows - middle[1] - 0.5) * pixel
            ink = VMobject(stroke_width=0, fill_color=shaded(shade / GREYS), fill_opacity=1)
            set_pieces(ink, [squared(x, y, pixel) for x, y in zip(left, top, strict=True)])
            self.add(ink)


def shaded(share: float) -> ManimColor:
    """Return the colour of a share of ink."""
    return interpolate_color(ManimColor(PAPER), ManimColor(theme.INK), share)


def squared(left: float, top: float, side: float) -> np.ndarray:
    """Return the outline of a square, closed."""
    corners = [(0, 0), (side, 0), (side, -side), (0, -side), (0, 0)]
    return np.array([(left + x, top + y, 0.0) for x, y in corners])


def wall(images: np.ndarray, columns: int, pitch: float, size: float, top: float) -> PixelImages:
    """Hang images in rows, the middle of each row at x = 0."""
    rank = np.arange(len(images))
    x = (rank % columns - (columns - 1) / 2) * pitch
    y = top - size / 2 - (rank // columns) * pitch
    return PixelImages(images, np.stack([x, y, np.zeros_like(x)], axis=-1), size)
