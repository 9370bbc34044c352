"""What one worker draws of a segment at a time: as much as there is, or less where other workers would be idle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lecture.rendering.plan import Planned
from lecture.rendering.shots import Shot

WORTH = 20
"""Seconds of film that are worth a second process, which takes some to begin."""


@dataclass(frozen=True)
class Portion:
    """Some shots of one segment, in order."""

    planned: Planned
    shots: tuple[Shot, ...]

    @property
    def frames(self) -> int:
        """How many frames they have together."""
        return sum(shot.count for shot in self.shots)

    def told(self) -> str:
        """Its name for a reader: that of the segment, and which beats if not all."""
        if len(self.shots) == len(self.planned.shots):
            return self.planned.told()
        first, last = self.shots[0].beat, self.shots[-1].beat
        return f"{self.planned.told()}, {first if first == last else f'{first} … {last}'}"

    def beat_at(self, frame: int) -> str:
        """Return the name of the beat that holds a frame, counted over these shots alone."""
        for shot in self.shots:
            if frame < shot.count:
                return shot.beat
            frame -= shot.count
        return self.shots[-1].beat

    def halves(self) -> tuple[Portion, Portion]:
        """Cut it into two, as even as its shots allow."""
        clock, half = 0, self.frames / 2
        for cut, shot in enumerate(self.shots[:-1], 1):
            clock += shot.count
            if clock + self.shots[cut].count / 2 >= half:
                break
        return Portion(self.planned, self.shots[:cut]), Portion(self.planned, self.shots[cut:])


def spread(portions: Iterable[Portion], workers: int) -> list[Portion]:
    """Cut the longest ones until every worker has one, where that is worth its while.

    Whoever draws the later half plays the earlier one without drawing it.
    """
    spread = list(portions)
    while 0 < len(spread) < workers:
        longest = max((one for one in spread if len(one.shots) > 1), key=lambda one: one.frames, default=None)
        if longest is None or longest.frames < WORTH * longest.planned.quality.fps:
            break
        spread.remove(longest)
        spread += longest.halves()
    return spread
