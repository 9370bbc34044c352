"""What the ways have workers do, slot of time by slot of time, and the updates that come of it."""

from __future__ import annotations

from manim import UP, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.charts.schedule import Schedule
from scenes.components.text.number import Number

from .batch_ways import BatchWays


class WorkerSlots:
    """A schedule for each way, one below the other, as many slots long as there are samples.

    Attributes
    ----------
    still
        All that is seen before anybody works.
    working
        What changes then: the schedules and the numbers beside them.
    """

    left, width, height = -3.6, 7.0, 1.3
    clock_y = -2.53
    count_columns = (4.25, 5.85)
    """Where the numbers beside the workers stand."""

    def __init__(self, ways: BatchWays) -> None:
        self.ways, self.samples = ways, ways.facts.samples
        self.charts, self.updates, self.gradients, names = {}, {}, {}, VGroup()
        self.batches = {}
        for racer in ways.racers:
            y, look = ways.rows[racer.look], ways.looks[racer.look]
            batches = (racer.batches * self.samples)[: self.samples]
            corner = (self.left, y + self.height / 2)
            self.charts[racer.look] = Schedule(batches, self.samples, corner, (self.width, self.height), look)
            name = ways.name(racer)
            names.add(name.move_to((theme.STAGE_LEFT + name.width / 2, y, 0)))
            updates = Number(0, "d", theme.HEADING, look.colour)
            gradients = Number(0, "d", theme.HEADING, look.colour)
            self.batches[racer.look] = batches
            self.updates[racer.look], self.gradients[racer.look] = (
                number.move_to((x, y, 0))
                for number, x in zip((updates, gradients), self.count_columns, strict=True)
            )
        self.still = VGroup(*names, self._heads(), *self._clock(), *self.charts.values())
        self.working = VGroup(*self.charts.values(), *self.updates.values(), *self.gradients.values())

    def _heads(self) -> VGroup:
        """Name the workers, the full batch's update and the columns of numbers, at the top."""
        word = self.ways.screen.word
        heads = VGroup(
            *(
                word(key, theme.SMALL, theme.MUTED).move_to((x, 0, 0))
                for key, x in zip(("updates", "gradients"), self.count_columns, strict=True)
            )
        )
        workers = word("workers", theme.SMALL, theme.MUTED)
        heads.add(workers.move_to((self.left + workers.width / 2, 0, 0)))
        update = word("update", theme.SMALL, theme.MUTED)
        heads.add(update.move_to((self.charts["full_batch"].updates[0].get_center()[0], 0, 0)))
        for head in heads:
            head.align_to((0, 2.85, 0), UP)
        return heads

    def _clock(self) -> VGroup:
        ends = [(x, self.clock_y, 0) for x in (self.left, self.left + self.width)]
        arrow = Arrows(*ends, theme.MUTED, width=0.03, head=0.16)
        name = self.ways.screen.word("time", theme.SMALL, theme.MUTED)
        free = self.ways.screen.word("free", theme.SMALL, theme.MUTED)
        free.move_to((theme.STAGE_RIGHT - free.width / 2, self.clock_y, 0))
        slot = self.ways.screen.word("slot", theme.SMALL, theme.MUTED)
        slot.move_to((self.left + slot.width / 2, self.clock_y - 0.32, 0))
        return VGroup(arrow, name.move_to((self.left - 0.2 - name.width / 2, self.clock_y, 0)), free, slot)

    def put(self, way: str, slots: float) -> None:
        """Show a way when that many slots of its time are over."""
        self.charts[way].set_dial(slots)
        done = int(slots + 1e-6)
        self.updates[way].set_dial(done)
        self.gradients[way].set_dial(sum(map(len, self.batches[way][:done])))
        for number in (self.updates[way], self.gradients[way]):
            number.set_opacity(1.0 if slots > 0 else 0.0)
