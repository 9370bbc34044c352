"""Where more workers stop paying: the course drawn by 1 to 64 workers, played on a clock with measured costs.

``python benchmarks/cluster.py [--quality 720p30] [--drawn zigzag_sgd ...] [--link 100]`` measures on this machine how
long an inspection and the start of a process take, how large the luggage is, and for some segments how long a frame
takes and how large it is: in processor time, so that a busy machine does not matter. Then it deals out the course as
the cluster does (``lecture/cluster/roster.py``), and prints a table. What is done at home (planning, speech, joining)
is not in it.
"""

from __future__ import annotations

import argparse
import heapq
import random
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lecture.cluster import inspection  # noqa: E402
from lecture.cluster.luggage import pack  # noqa: E402
from lecture.cluster.roster import Copy, Roster  # noqa: E402
from lecture.quality import QUALITIES, Quality  # noqa: E402
from lecture.rendering.cache import Cache  # noqa: E402
from lecture.rendering.job import Job  # noqa: E402
from lecture.rendering.pool import Pool, Worker  # noqa: E402
from lecture.rendering.spans import spans  # noqa: E402
from scenes import catalog  # noqa: E402
from scenes.performance import Performance  # noqa: E402

WORKERS = (1, 2, 4, 8, 16, 32, 64)
LOOK = 1.0
"""Seconds between two looks for something to do, as in :mod:`lecture.cluster.shift`."""


@dataclass(frozen=True)
class Costs:
    """What was measured: seconds and bytes.

    ``pace`` and ``size`` are those of a frame, by segment; of segments that were not drawn, the median.
    """

    inspect: float
    start: float
    luggage: int
    pace: Mapping[str, float]
    size: Mapping[str, float]


@dataclass(frozen=True)
class Piece:
    """A job of the simulation."""

    segment: str
    frames: int


def measure(segments: Sequence[str], quality: Quality) -> Costs:
    """Measure on this machine, in processor time where it is a process of ours that works."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "a"
        jobs = {name: Job.of(Performance.prepare(name, "en"), quality) for name in segments}
        asked = inspection.question(list(jobs.values()))
        inspect = _processor_time(lambda: inspection.here(asked, ""))
        with Pool(1) as pool:
            first = next(iter(jobs.values()))
            still = Job.of(first.performance(), quality, "stills").to(out)
            pool.run([replace(still, times=(0.0,))], lambda *_: None)
            start = _spent(pool._workers[-1])
            pace, size = {}, {}
            for name, job in jobs.items():
                beats = tuple(spans(job.performance().timeline, quality))
                outs = [Path(folder) / span.beat for span in beats]
                whole = replace(job, beats=tuple(span.beat for span in beats)).to(*outs)
                # A list of jobs has a process of its own.
                [result] = pool.run([whole], lambda *_: None)
                if result.error:
                    raise result.error
                frames = sum(span.count for span in beats)
                pace[name] = (_spent(pool._workers[-1]) - start) / frames
                size[name] = sum(one.stat().st_size for one in outs) / frames
                print(
                    f"{name}: {1000 * pace[name]:.1f} ms and {size[name] / 1000:.2f} kB a frame", flush=True
                )
    return Costs(inspect, start, len(pack([]).content), pace, size)


def _spent(worker: Worker) -> float:
    times = psutil.Process(worker.process.pid).cpu_times()
    return float(times.user + times.system)


def _processor_time(do: Callable[[], object]) -> float:
    before = psutil.Process().cpu_times()
    do()
    after = psutil.Process().cpu_times()
    return float(after.children_user + after.children_system - before.children_user - before.children_system)


def course(languages: Sequence[str], quality: Quality) -> tuple[list[Piece], list[Piece]]:
    """Return the course as jobs of whole segments, and as jobs of beats, the longest first."""
    whole, beats = [], []
    for name in catalog.segments():
        for language in languages:
            timeline = Performance.prepare(name, language).timeline
            whole.append(Piece(name, quality.frames(timeline.duration)))
            beats += [Piece(name, max(1, quality.frames(cue.until - cue.start))) for cue in timeline.cues]
    return tuple(sorted(pieces, key=lambda piece: -piece.frames) for pieces in (whole, beats))


def simulate(
    pieces: Sequence[Piece], workers: int, costs: Costs, link: float, lagging: float, again: float
) -> float:
    """Return the seconds until all is drawn and at home.

    Parameters
    ----------
    link
        Bytes a second between home and all workers together.
    lagging
        The share of workers that draw at a third of the pace.
    again
        Seconds at the beginning of each job that draw nothing: playing up to the beat.
    """
    chance = random.Random(1)
    speed = {f"w{number}": 1 / 3 if number < lagging * workers else 1.0 for number in range(workers)}
    roster = Roster([piece.frames for piece in pieces])
    pace, size = _usual(costs.pace), _usual(costs.size)
    numbers = count()
    events: list[tuple[float, int, Callable[[float], None]]] = []
    running: dict[str, tuple[Copy, float, float]] = {}
    missing = len(pieces)
    free_link = 0.0
    ended = 0.0

    def at(time: float, call: Callable[[float], None]) -> None:
        heapq.heappush(events, (time, next(numbers), call))

    def transfer(now: float, amount: float) -> float:
        nonlocal free_link
        free_link = max(now, free_link) + amount / link
        return free_link

    def idle(worker: str, now: float) -> None:
        if worker in running or not missing:
            return
        for copy, begun, lasts in running.values():
            frames = roster.frames[copy.position]
            roster.tell(copy, int(frames * min(1.0, (now - begun) / lasts)), now)
        copy = roster.next(worker, now, speed.keys())
        if copy is None:
            at(now + LOOK, lambda then: idle(worker, then))
            return
        piece = pieces[copy.position]
        lasts = (again + piece.frames * pace(piece.segment)) / speed[worker] * chance.uniform(0.95, 1.05)
        running[worker] = (copy, now, lasts)
        at(now + lasts, lambda then: drawn(worker, copy, then))

    def drawn(worker: str, copy: Copy, now: float) -> None:
        if running.get(worker, (None,))[0] is not copy:
            return
        piece = pieces[copy.position]
        at(transfer(now, piece.frames * size(piece.segment)), lambda then: home(worker, copy, then))

    def home(worker: str, copy: Copy, now: float) -> None:
        nonlocal missing, ended
        if running.get(worker, (None,))[0] is not copy:
            return
        missing -= 1
        ended = now
        free = [one.worker for one in (copy, *roster.finish(copy, now))]
        for one in free:
            del running[one]
        for one in free:
            idle(one, now)

    for worker, pace_of_it in speed.items():
        here = transfer(0.0, costs.luggage)
        # Both begin at once, and both load manim.
        ready = here + (costs.inspect + costs.start) / pace_of_it
        at(ready, lambda now, worker=worker: idle(worker, now))  # type: ignore[misc]
    while missing:
        now, _, call = heapq.heappop(events)
        call(now)
    return ended


def _usual(known: Mapping[str, float]) -> Callable[[str], float]:
    middle = median(known.values())
    return lambda segment: known.get(segment, middle)


def main() -> None:
    """Measure, simulate and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quality", default="720p30", choices=list(QUALITIES))
    options.add_argument(
        "--drawn", nargs="+", default=["zigzag_sgd"], help="segments whose frames are measured"
    )
    options.add_argument("--lang", default="en,zh")
    options.add_argument(
        "--link", type=float, default=100.0, help="megabits a second between home and all workers"
    )
    options.add_argument("--again", type=float, default=0.5, help="seconds to play up to a beat")
    chosen = options.parse_args()
    quality = QUALITIES[chosen.quality]
    begin = perf_counter()
    costs = measure(chosen.drawn, quality)
    link = chosen.link * 1e6 / 8
    with Cache.at().keeping_runs():
        whole, beats = course(chosen.lang.split(","), quality)
    print(
        f"\ninspection {costs.inspect:.1f} s, start {costs.start:.1f} s, luggage {costs.luggage / 1e6:.1f} MB,"
        f" {len(whole)} segments of {sum(piece.frames for piece in whole)} frames in {len(beats)} beats,"
        f" the longest segment {whole[0].frames}, the longest beat {beats[0].frames} frames"
        f" (measured in {perf_counter() - begin:.0f} s)\n"
    )
    print("| workers | a job a segment | times one | a job a beat | times one | and one in eight slow |")
    print("| --- | --- | --- | --- | --- | --- |")
    one = simulate(whole, 1, costs, link, 0.0, 0.0)
    for workers in WORKERS:
        segments = simulate(whole, workers, costs, link, 0.0, 0.0)
        of_beats = simulate(beats, workers, costs, link, 0.0, chosen.again)
        slow = simulate(beats, workers, costs, link, 1 / 8 if workers >= 8 else 0.0, chosen.again)
        print(
            f"| {workers} | {segments:.0f} s | {one / segments:.1f} | {of_beats:.0f} s | {one / of_beats:.1f}"
            f" | {slow:.0f} s |"
        )


if __name__ == "__main__":
    main()
