"""What all tests share: how thorough they are."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the expensive tests of segments try everything: ``make test ARGS=--thorough``."""
    parser.addoption(
        "--thorough", action="store_true", help="try every end of every range of every segment, not a sample"
    )
