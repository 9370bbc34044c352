"""Reads what the page is told, as the page does."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import numpy as np

from optimlib.types import Array


def unpacked(told: Mapping[str, Any]) -> Array:
    """Read the numbers of a run."""
    return np.frombuffer(b64decode(told["float64"]), dtype="<f8").reshape(told["shape"])
