"""What all tests share: how thorough they are."""

from __future__ import annotations

import os

# Each process works on one core: threads of several that wait for each other cost ten times what they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the expensive tests of segments try everything: ``make test ARGS=--thorough``."""
    parser.addoption(
        "--thorough", action="store_true", help="try every end of every range of every segment, not a sample"
    )
