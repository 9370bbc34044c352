"""What all tests share: how thorough they are."""

from __future__ import annotations

import os

# Each process works on one core: threads of several that wait for each other cost ten times what they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lecture.rendering.cache import RUNS, Cache
from tests.proof import Prover, chosen, key, proven

# Numbers of long runs are kept for all tests, and for all commands that these run.
os.environ.setdefault(RUNS, str(Path(__file__).parents[1] / ".pytest_cache" / "runs"))


@pytest.fixture(scope="session", autouse=True)
def runs_are_kept() -> Iterator[None]:
    """Compute what takes long once, not in every process and every time."""
    with Cache.at().keeping_runs():
        yield


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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out most of the dear tests of segments that are as they were when all of these passed."""
    dear = [
        (item, item.callspec.params["name"])
        for item in items
        if isinstance(item, pytest.Function) and item.get_closest_marker("dear")
    ]
    if config.getoption("--prove"):
        counted = Counter(name for _, name in dear)
        for item, name in dear:
            item.user_properties.append(("dear", (name, counted[name], key(name))))
        left_out = {id(item) for item in items} - {id(item) for item, name in dear if not proven(name)}
    elif config.getoption("--thorough"):
        return
    else:
        left_out = {id(item) for item, name in dear if proven(name) and not chosen(name, item.name)}
    config.hook.pytest_deselected(items=[item for item in items if id(item) in left_out])
    items[:] = [item for item in items if id(item) not in left_out]
