"""What a segment may be told: validated numbers with ranges and units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


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


@dataclass(frozen=True)
class Reach:
    """A range for points: no coordinate is larger than ``most`` in size. It stands beside the type.

    Examples
    --------
    >>> class Params(SegmentParams):
    ...     start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where the run begins")
    >>> Params(start=(20.0, -20.0)).start
    (20.0, -20.0)
    >>> Params(start=(1e300, 0.0))
    Traceback (most recent call last):
    ...
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Params
    start
      Value error, each coordinate should lie from -20 to 20 ...
    """

    most: float

    @property
    def corners(self) -> tuple[Point, ...]:
        """The four points that lie farthest out."""
        ends = (-self.most, self.most)
        return tuple((x, y) for x in ends for y in ends)

    def __str__(self) -> str:
        return f"each coordinate should lie from {-self.most:g} to {self.most:g}"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check a point after its type."""
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def _checked(self, point: Point) -> Point:
        if not all(abs(coordinate) <= self.most for coordinate in point):
            raise ValueError(str(self))
        return point
