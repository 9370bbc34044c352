"""One pass over the samples as it is dealt out: a box round each batch, an arrow for each update."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import RoundedRectangle, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.data_plot import sample_disc


class BatchStrip(VGroup):
    """Numbered samples in boxes, in the order in which updates see them; an update's arrow follows its box.

    Attributes
    ----------
    samples
        The discs, in order.
    boxes, updates
        A box and an arrow for each batch.
    """

    spacing, padding, arrow = 0.52, 0.11, 0.5

    def __init__(self, batches: Sequence[Sequence[int]], look: theme.Look) -> None:
        super().__init__()
        self.samples, self.boxes, self.updates = VGroup(), VGroup(), VGroup()
        pen = 0.0
        for batch in batches:
            width = len(batch) * self.spacing + 2 * self.padding - 0.1
            height = 0.42 + 2 * self.padding
            box = RoundedRectangle(
                width=width, height=height, corner_radius=0.14, stroke_color=look.colour, stroke_width=3
            )
            box.set_fill(look.colour, opacity=0.16).move_to((pen + width / 2, 0, 0))
            self.boxes.add(box)
            for place, sample in enumerate(batch):
                disc = sample_disc(sample + 1)
                self.samples.add(disc.move_to((pen + self.padding + 0.21 + place * self.spacing, 0, 0)))
            pen += width
            tail, tip = np.array([pen + 0.06, 0, 0]), np.array([pen + self.arrow - 0.06, 0, 0])
            self.updates.add(Arrows(tail, tip, look.colour, width=0.07, head=0.22))
            pen += self.arrow
        self.add(self.boxes, self.samples, self.updates)
