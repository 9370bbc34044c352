"""Data the tests compare with: none of it was made by this package."""

import os

# The networks here are so small that threads of BLAS only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def tables() -> dict[str, Any]:
    """The two printed tables of the source text on y = 2x, as strings."""
    return json.loads((DATA / "y_equals_2x_tables.json").read_text())
