"""Have the layout of segments judged by the workers, once for the same pictures. No manim."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from lecture.errors import LectureError
from lecture.files import part
from lecture.keys.ingredients import LAYOUT_QUALITY, of_layout, refuse_changed
from lecture.keys.values import digest
from lecture.layout.rules import Fault
from lecture.rendering.cache import Cache
from lecture.rendering.job import Job
from lecture.rendering.plan import Planned
from lecture.rendering.pool import Pool, Result
from lecture.rendering.store import Store

FAULTS = ".json"

Tell = Callable[[Planned, Sequence[Fault] | LectureError], object]
"""Called with each segment and its faults, or with the error that kept it from being played."""


def judge(wanted: Sequence[Planned], cache: Cache, tell: Tell, jobs: int | None = None) -> None:
    """Tell the faults in the layout of each segment as soon as they are known, or why it could not be played."""
    store = cache.layouts
    todo: dict[str, list[Planned]] = {}
    for planned in wanted:
        key = digest(of_layout(planned.performance))
        if store.take(key, FAULTS):
            tell(planned, _kept(store, key))
        else:
            todo.setdefault(key, []).append(planned)
    order = sorted(todo, key=lambda key: -todo[key][0].frames)
    with ExitStack() as drafts, Pool(jobs or os.cpu_count() or 1) as pool:

        def ask(planned: Planned) -> Job:
            draft = drafts.enter_context(part(store.folder))
            return Job.of(planned.performance, LAYOUT_QUALITY, "layout").to(draft)

        asked = [ask(todo[key][0]) for key in order]

        def keep(position: int, result: Result) -> None:
            key = order[position]
            first = todo[key][0]
            planned, now = asked[position].planned, of_layout(first.performance)
            # What a job carries cannot have changed.
            refuse_changed(planned, {name: now[name] for name in planned}, "looked at", first.told())
            store.adopt(result.done.files[0], key, FAULTS, result.also)
            for one in todo[key]:
                tell(one, _kept(store, key))

        results = pool.run(asked, lambda position, frame: None, keep)
    for key, result in zip(order, results, strict=True):
        if result.error:
            for planned in todo[key]:
                tell(planned, result.error)


def _kept(store: Store, key: str) -> list[Fault]:
    return [Fault(**fault) for fault in json.loads(store.path(key, FAULTS).read_text(encoding="utf-8"))]
