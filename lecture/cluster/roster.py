"""Who draws what next: in order, again after a death, twice where a worker lags. Knows no network and no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from lecture.rendering.pool import ATTEMPTS

QUIET = 60.0
"""Seconds without news after which nothing more is expected of a worker: no frame takes that long."""


@dataclass(eq=False)
class Copy:
    """One worker at one job: since when, how many frames it has told, and when (seconds)."""

    position: int
    worker: str
    begun: float
    frames: int = 0
    heard: float = 0.0


class Roster:
    """Deals out jobs to workers that come and go.

    Parameters
    ----------
    frames
        How many frames each job has, in the order in which the jobs are to be begun.
    """

    def __init__(self, frames: Sequence[int]) -> None:
        self.frames = [max(1, count) for count in frames]
        self.deaths: dict[int, list[str]] = {}
        """The workers that died at a job."""
        self._todo = deque(range(len(frames)))
        self._copies: list[Copy] = []
        self._paces: dict[str, list[float]] = {}

    def next(self, worker: str, now: float, workers: Collection[str]) -> Copy | None:
        """Begin a job at a worker that has room for one; ``None`` if there is nothing that it should do.

        Parameters
        ----------
        now
            Seconds on any clock, the same in every call.
        workers
            All that work, this one too: a job goes back to where its worker died only if there is nobody else.
        """
        elsewhere = len(set(workers) - {worker}) > 0
        for position in self._todo:
            if worker not in self.deaths.get(position, ()) or not elsewhere:
                self._todo.remove(position)
                return self._begin(position, worker, now)
        if not self._todo and (slow := self._straggler(worker, now)):
            return self._begin(slow.position, worker, now)
        return None

    def tell(self, copy: Copy, frames: int, now: float) -> int:
        """Hear how far a worker has come; return how far the job has come, at whichever worker is ahead."""
        copy.frames, copy.heard = frames, now
        return max(one.frames for one in self._of(copy.position))

    def finish(self, copy: Copy, now: float) -> list[Copy]:
        """End a job, since this worker is the first to have done it; return the others that are still at it."""
        if now > copy.begun:
            pace = self.frames[copy.position] / (now - copy.begun)
            self._paces.setdefault(copy.worker, []).append(pace)
        others = [one for one in self._of(copy.position) if one is not copy]
        self._copies = [one for one in self._copies if one.position != copy.position]
        return others

    def die(self, copy: Copy) -> bool:
        """Note that a worker died at a job; return whether the job is given up."""
        self._copies.remove(copy)
        died = self.deaths.setdefault(copy.position, [])
        died.append(copy.worker)
        if any(self._of(copy.position)):
            return False
        if len(died) >= ATTEMPTS:
            return True
        self._todo.appendleft(copy.position)
        return False

    def _begin(self, position: int, worker: str, now: float) -> Copy:
        copy = Copy(position, worker, now, heard=now)
        self._copies.append(copy)
        return copy

    def _of(self, position: int) -> Iterator[Copy]:
        return (copy for copy in self._copies if copy.position == position)

    def _straggler(self, worker: str, now: float) -> Copy | None:
        """Return the copy that this worker would outrun by most from the first frame on; ``None`` if none."""
        alone = [
            copy
            for copy in self._copies
            if worker not in (copy.worker, *self.deaths.get(copy.position, ()))
            and len(list(self._of(copy.position))) == 1
        ]
        for copy in alone:
            if now - copy.heard > QUIET:
                return copy
        gains = [(self._left(copy, now) - self._whole(copy, worker, now), copy) for copy in alone]
        gain, slowest = max(gains, key=lambda one: one[0], default=(0.0, None))
        return slowest if gain > 0 else None

    def _left(self, copy: Copy, now: float) -> float:
        """Seconds until a copy is done, if it goes on as until now."""
        if not copy.frames:
            return 0.0
        return (self.frames[copy.position] - copy.frames) * (now - copy.begun) / copy.frames

    def _whole(self, copy: Copy, worker: str, now: float) -> float:
        """Seconds that another worker takes for the job: at its own pace, else at that of all, else at this one's."""
        known = self._paces.get(worker) or [pace for paces in self._paces.values() for pace in paces]
        if known:
            return self.frames[copy.position] / median(known)
        return self._left(copy, now)
