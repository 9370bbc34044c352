"""What a segment may be told: validated numbers with ranges and units."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class SegmentParams(BaseModel):
    """Base of every segment's ``Params``: frozen, nothing unknown let in, no number taken from a string.

    Examples
    --------
    >>> class Params(SegmentParams):
    ...     learning_rate: float = parameter(0.95, "step size", gt=0, le=2)
    >>> Params(learning_rate=1).learning_rate
    1.0
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, validate_default=True
    )


def parameter(default: Any, meaning: str, *, unit: str = "", **bounds: float) -> Any:
    """Declare a parameter: its default, meaning and unit, and pydantic's ``gt``, ``ge``, ``lt``, ``le``."""
    return Field(default, description=meaning, json_schema_extra={"unit": unit}, **bounds)


Point = tuple[float, float]
"""A point of the plane, (x, y)."""
