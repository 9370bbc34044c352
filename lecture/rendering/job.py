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
    script
        JSON of the filled words, a :class:`~scenes.narration.script.Script`: what is drawn is what was planned,
        whatever becomes of the words files meanwhile. Without one, the segment's own words are filled.
    beside
        Folders whose segments, optimizers and the like are found before those of the house.
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
    script: str | None = None
    beside: tuple[str, ...] = ()
    mode: Literal["film", "stills", "layout"] = "film"
    times: tuple[float, ...] = ()

    def to_json(self) -> str:
        """Write the job as one line."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Job:
        """Read what :meth:`to_json` wrote."""
        data = json.loads(line)
        lists = {name: tuple(data[name]) for name in ("times", "beside")}
        return cls(**{**data, **lists, "quality": Quality(**data["quality"])})
