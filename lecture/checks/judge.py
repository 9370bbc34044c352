"""Have the layout of segments judged by the workers, once for the same pictures. No manim."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from lecture.layout.rules import Fault
from lecture.quality import QUALITIES
from lecture.rendering.plan import Cache, Planned, picture_key
from lecture.rendering.pool import Pool
from lecture.rendering.produce import raise_failures
from lecture.rendering.sources import fingerprint
from lecture.rendering.store import digest, make_folder, sweep

FAULTS = ".json"


def judge(wanted: Sequence[Planned], cache: Cache, jobs: int | None = None) -> list[list[Fault]]:
    """Return the faults in the layout of each segment.

    Raises
    ------
    LectureError
        If a segment could not be played.
    """
    store = cache.layouts
    make_folder(store.folder)
    sweep(store.folder)
    keys = [layout_key(planned) for planned in wanted]
    todo = {
        key: planned for key, planned in zip(keys, wanted, strict=True) if store.take(key, FAULTS) is None
    }
    order = sorted(todo, key=lambda key: -todo[key].frames)
    with Pool(jobs or os.cpu_count() or 1) as pool:
        results = pool.run(
            [replace(todo[key].job, mode="layout", out=str(store.draft(key, FAULTS))) for key in order],
            lambda position, frame: None,
            lambda position, files: store.adopt(files[0], order[position], FAULTS),
        )
    raise_failures(results)
    found = [json.loads(store.path(key, FAULTS).read_text(encoding="utf-8")) for key in keys]
    return [[Fault(**fault) for fault in faults] for faults in found]


def layout_key(planned: Planned) -> str:
    """Hash everything that the layout of a segment and its judgement depend on."""
    # Whatever the film's quality is, the layout is looked at in the same one.
    pictures = picture_key(planned.performance, QUALITIES["draft"])
    return digest({"pictures": pictures, "rules": rules()})


@cache
def rules() -> str:
    """Hash the source of the rules and of all that looks for them."""
    return fingerprint(["lecture.rendering.survey"])
