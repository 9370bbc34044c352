"""Who works on what, when: workers as rows, time to the right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.data_plot import sample_disc
from scenes.components.dial import Dialled


class Schedule(Dialled):
    """Gradients being worked out, one slot of time each, the first ``dial`` slots done; then an update.

    The batch of a slot is shared out among the workers from the top; who has nothing to do leaves a hole.

    Parameters
    ----------
    batches
        The samples of each slot, numbered from 0; none larger than ``workers``.
    workers
        How many there are.
    corner
        Scene coordinates of the upper left corner.
    size
        Width and height in scene units.
    """

    gap = 0.34
    """Share of the last worker row's height between rows, and width left for the update's bar."""

    def __init__(
        self,
        batches: Sequence[Sequence[int]],
        workers: int,
        corner: tuple[float, float],
        size: tuple[float, float],
        look: theme.Look,
    ) -> None:
        super().__init__()
        width, height = size[0] / len(batches), size[1] / workers
        self.holes, self.jobs, self.discs, self.updates = VGroup(), VGroup(), VGroup(), VGroup()
        self.spans: list[tuple[float, float]] = []
        self.slots: list[int] = []
        self.full_width = width - self.gap
        for slot, batch in enumerate(batches):
            left = corner[0] + slot * width
            for worker in range(workers):
                y = corner[1] - (worker + 0.5) * height
                hole = Rectangle(
                    width=self.full_width, height=0.8 * height, stroke_color=theme.FAINT, stroke_width=1.5
                )
                self.holes.add(hole.move_to((left + self.full_width / 2, y, 0)))
                if worker < len(batch):
                    job = Rectangle(width=1, height=0.8 * height, stroke_width=0)
                    job.set_fill(look.colour, opacity=0.55)
                    self.jobs.add(job.move_to((0, y, 0)))
                    self.spans.append((left, y))
                    self.slots.append(slot)
                    disc = sample_disc(batch[worker] + 1, diameter=min(0.74 * height, 0.42))
                    self.discs.add(disc.move_to((left + self.full_width / 2, y, 0)))
            x = left + self.full_width + self.gap / 2
            self.updates.add(
                Line((x, corner[1], 0), (x, corner[1] - size[1], 0), stroke_width=7, color=look.colour)
            )
        self.add(self.holes, self.jobs, self.discs, self.updates)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show what is done after ``dial`` slots; the update comes in the last tenth of its slot."""
        for job, disc, (left, y), slot in zip(self.jobs, self.discs, self.spans, self.slots, strict=True):
            share = float(np.clip((dial - slot) / 0.9, 1e-3, 1.0))
            job.stretch_to_fit_width(self.full_width * share).move_to(
                (left + self.full_width * share / 2, y, 0)
            )
            job.set_fill(opacity=0.55 if dial > slot else 0.0)
            disc.set_opacity(1.0 if dial > slot else 0.0)
        for slot, update in enumerate(self.updates):
            update.set_stroke(opacity=float(np.clip((dial - slot - 0.9) / 0.1, 0.0, 1.0)))
