"""Have the layout of segments judged by the workers, once for the same pictures. No manim."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from lecture.errors import LectureError
from lecture.layout.rules import Fault
from lecture.quality import QUALITIES
from lecture.rendering.plan import Cache, Planned, picture_key
from lecture.rendering.pool import Pool
from lecture.rendering.sources import fingerprint
from lecture.rendering.store import Store, digest, make_folder, sweep

FAULTS = ".json"

Tell = Callable[[Planned, Sequence[Fault] | LectureError], object]
"""Called with each segment and its faults, or with the error that kept it from being played."""


def judge(wanted: Sequence[Planned], cache: Cache, tell: Tell, jobs: int | None = None) -> None:
    """Tell the faults in the layout of each segment as soon as they are known, or why it could not be played."""
    store = cache.layouts
    make_folder(store.folder)
    sweep(store.folder)
    todo: dict[str, list[Planned]] = {}
    for planned in wanted:
        key = layout_key(planned)
        if store.take(key, FAULTS):
            tell(planned, _kept(store, key))
        else:
            todo.setdefault(key, []).append(planned)
    order = sorted(todo, key=lambda key: -todo[key][0].frames)

    def keep(position: int, files: Sequence[Path]) -> None:
        store.adopt(files[0], order[position], FAULTS)
        for planned in todo[order[position]]:
            tell(planned, _kept(store, order[position]))

    jobs_ = [replace(todo[key][0].job, mode="layout", out=str(store.draft(key, FAULTS))) for key in order]
    with Pool(jobs or os.cpu_count() or 1) as pool:
        results = pool.run(jobs_, lambda position, frame: None, keep)
    for key, result in zip(order, results, strict=True):
        if result.error:
            for planned in todo[key]:
                tell(planned, result.error)


def _kept(store: Store, key: str) -> list[Fault]:
    return [Fault(**fault) for fault in json.loads(store.path(key, FAULTS).read_text(encoding="utf-8"))]


def layout_key(planned: Planned) -> str:
    """Hash everything that the layout of a segment and its judgement depend on."""
    # Whatever the film's quality is, the layout is looked at in the same one.
    pictures = picture_key(planned.performance, QUALITIES["draft"])
    return digest({"pictures": pictures, "rules": rules()})


@cache
def rules() -> str:
    """Hash the source of the rules and of all that looks for them."""
    return fingerprint(["lecture.rendering.survey"])
