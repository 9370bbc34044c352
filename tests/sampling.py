"""Which segments an expensive test takes, so that tests stay quick while the course grows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from lecture.keys.ingredients import drawing_of
from lecture.keys.sources import reach
from lecture.keys.values import digest
from scenes import catalog


def chance_of(name: str) -> random.Random:
    """Return chance that falls otherwise as soon as the segment's source is another."""
    return random.Random(digest(reach([drawing_of(name)]).digests()))


def everything(config: pytest.Config) -> bool:
    """Whether nothing is to be left to chance."""
    return bool(config.getoption("--thorough") or config.getoption("--prove"))


def some(config: pytest.Config, cases: Sequence[Any], size: int, name: str) -> Sequence[Any]:
    """Take a few of a segment's cases; all of them if the tests are to be thorough."""
    if everything(config):
        return cases
    return chance_of(name).sample(list(cases), min(size, len(cases)))


def some_segments(config: pytest.Config, share: int) -> list[str]:
    """Take one of so many segments, others whenever their source changes; all if the tests are to be thorough."""
    names = list(catalog.segments())
    if everything(config):
        return names
    ranked = sorted(names, key=lambda name: chance_of(name).random())
    return sorted(ranked[: -(-len(names) // share)])
