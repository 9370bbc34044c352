"""What a worker is asked to do and what it answers: one JSON line each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from lecture.quality import Quality


@dataclass(frozen=True)
class Job:
    """Draw one segment in one language, as a film or as stills at absolute times, or judge its layout.

    Attributes
    ----------
    parameters
        JSON of the segment's parameters (``params.model_dump_json()``).
    timeline
        JSON of a :class:`~scenes.narration.timing.Timeline`; without one, times are estimated.
    words
        A words file that takes the place of the stock one; empty for none.
    out
        Where the film goes; for stills, the name of the ``k``-th is ``out`` with ``{}`` replaced by ``k``; for a
        layout, where its faults go, as JSON.
    """

    segment: str
    language: str
    quality: Quality
    out: str
    parameters: str = "{}"
    timeline: str | None = None
    words: str = ""
    mode: Literal["film", "stills", "layout"] = "film"
    times: tuple[float, ...] = ()

    def to_json(self) -> str:
        """Write the job as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Job:
        """Read what :meth:`to_json` wrote."""
        data = json.loads(line)
        return cls(**{**data, "quality": Quality(**data["quality"]), "times": tuple(data["times"])})
