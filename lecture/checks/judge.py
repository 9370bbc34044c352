"""Have the layout of segments judged by the workers, once for the same pictures. No manim."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from lecture.files import part
from lecture.keys.ingredients import LAYOUT_QUALITY, of_layout, refuse_changed
from lecture.keys.values import digest
from lecture.layout.rules import Fault
from lecture.rendering.cache import Cache
from lecture.rendering.job import Job
from lecture.rendering.plan import Planned
from lecture.rendering.pool import Pool, Result
from lecture.rendering.produce import raise_failures

FAULTS = ".json"


def judge(wanted: Sequence[Planned], cache: Cache, jobs: int | None = None) -> list[list[Fault]]:
    """Return the faults in the layout of each segment.

    Raises
    ------
    LectureError
        If a segment could not be played.
    """
    store = cache.layouts
    found = [of_layout(planned.performance) for planned in wanted]
    keys = list(map(digest, found))
    missing = {key: position for position, key in enumerate(keys) if store.take(key, FAULTS) is None}
    order = sorted(missing, key=lambda key: -wanted[missing[key]].frames)
    with ExitStack() as drafts, Pool(jobs or os.cpu_count() or 1) as pool:

        def keep(position: int, result: Result) -> None:
            at = missing[order[position]]
            refuse_changed(found[at], of_layout(wanted[at].performance), "looked at", wanted[at].told())
            store.adopt(result.files[0], order[position], FAULTS, result.also)

        def ask(key: str) -> Job:
            job = Job.of(wanted[missing[key]].performance, LAYOUT_QUALITY, "layout")
            return replace(job, outs=(str(drafts.enter_context(part(store.folder)).absolute()),))

        results = pool.run([ask(key) for key in order], lambda position, frame: None, keep)
    raise_failures(results)
    judged = [json.loads(store.path(key, FAULTS).read_text(encoding="utf-8")) for key in keys]
    return [[Fault(**fault) for fault in faults] for faults in judged]
