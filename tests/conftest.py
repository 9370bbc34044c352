"""What all tests share: how thorough they are."""

from __future__ import annotations

import os

# Each process works on one core: threads of several that wait for each other cost ten times what they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest

from lecture.rendering.cache import RUNS, Cache
from tests.proof import Prover, key, proven, taken

# Numbers of long runs are kept for all tests, and for all commands that these run.
os.environ.setdefault(RUNS, str(Path(__file__).parents[1] / ".pytest_cache" / "runs"))


@pytest.fixture(scope="session", autouse=True)
def runs_are_kept() -> Iterator[None]:
    """Compute what takes long once, not in every process and every time."""
    with Cache.at().keeping_runs():
        yield


def pytest_xdist_auto_num_workers() -> int:
    """Work in one process more than there are cores: a quarter of the time tests wait for what they have started."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the expensive tests of segments try everything: ``make test ARGS=--thorough``."""
    parser.addoption(
        "--thorough", action="store_true", help="try every end of every range of every segment, not a sample"
    )
    parser.addoption(
        "--prove",
        action="store_true",
        help="try all that is dear of the segments that have no proof, and keep the proof of those that pass",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let the process that hears of all tests keep the proofs."""
    if config.getoption("--prove") and not hasattr(config, "workerinput"):
        if config.args_source is pytest.Config.ArgsSource.ARGS:
            raise pytest.UsageError("--prove looks at all tests: name no files, choose segments by -k")
        config.pluginmanager.register(Prover())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Leave out most of the dear tests of segments that have passed all of them, or that are too many."""
    if config.getoption("--prove"):
        # How many there are is counted before any are left out by their name.
        counted = Counter(name for _, name in _dear(items))
        for item, name in _dear(items):
            item.user_properties.append(("dear", (name, counted[name], key(name))))
    yield
    if config.getoption("--prove"):
        chosen = {item.nodeid for item, name in _dear(items) if not proven(name)}
        left_out = [item for item in items if item.nodeid not in chosen]
    elif config.getoption("--thorough"):
        return
    else:
        by_segment: dict[str, list[str]] = {}
        for item, name in _dear(items):
            by_segment.setdefault(name, []).append(item.nodeid)
        chosen = {test for of_segment in taken(by_segment).values() for test in of_segment}
        left_out = [item for item, _ in _dear(items) if item.nodeid not in chosen]
    gone = set(map(id, left_out))
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if id(item) not in gone]


def _dear(items: Sequence[pytest.Item]) -> list[tuple[pytest.Function, str]]:
    """Return the dear tests with the segment that each is of."""
    return [
        (item, item.callspec.params["name"])
        for item in items
        if isinstance(item, pytest.Function) and item.get_closest_marker("dear")
    ]
