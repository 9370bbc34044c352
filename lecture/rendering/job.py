"""What a worker is asked to do and what it answers: one JSON line each."""

from __future__ import annotations

import json
import pickle
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from lecture.keys.ingredients import Mode, surroundings, untellable, visible
from lecture.keys.memory import keep
from lecture.quality import Quality
from optimlib import places
from scenes import catalog
from scenes.narration.script import Script
from scenes.narration.timing import Timeline
from scenes.performance import Performance


@dataclass(frozen=True)
class Done:
    """What has become of a job.

    Attributes
    ----------
    files
        What was written, in the order in which it was asked for.
    stages
        Digests of the stage as beats began, by name: of those that were filmed, and of those that follow one.
    all_times
        Whether the scene asked for other times than those of the beat under way.
    """

    files: tuple[Path, ...]
    stages: Mapping[str, str] = field(default_factory=dict)
    all_times: bool = False


@dataclass(frozen=True)
class Job:
    """Draw one segment in one language, as films of its beats or as stills at absolute times, or judge its layout.

    A job carries all that was computed, filled in and timed when it was planned: who does it reads no words and
    computes no facts, and is given no words that are not in the key (see :func:`~lecture.keys.ingredients.visible`).

    Attributes
    ----------
    parameters
        JSON of the segment's parameters (``params.model_dump_json()``).
    facts
        The computed facts, pickled, in base 64.
    script
        JSON of the words that may be seen, a :class:`~scenes.narration.script.Script`.
    timeline
        JSON of a :class:`~scenes.narration.timing.Timeline`.
    planned
        What whoever does the job has to find around it: see :func:`~lecture.keys.ingredients.surroundings`.
    memory
        A file of what is known of other files; empty for none (see :mod:`lecture.keys.memory`).
    beside
        Folders whose segments, optimizers and the like are found before those of the house.
    beats
        The beats to film.
    times
        The moments to draw, in seconds.
    outs
        Absolute paths of the files to write, in place: a film for each beat; or a picture for each time; or the
        faults of the layout, as JSON.
    """

    segment: str
    language: str
    quality: Quality
    parameters: str
    facts: str
    script: str
    timeline: str
    planned: Mapping[str, Any]
    outs: tuple[str, ...] = ()
    memory: str = ""
    beside: tuple[str, ...] = ()
    mode: Mode = "film"
    beats: tuple[str, ...] = ()
    times: tuple[float, ...] = ()

    @classmethod
    def of(cls, performance: Performance, quality: Quality, mode: Mode = "film") -> Job:
        """Ask for a performance to be drawn, as all stands now; files and times are to be added.

        Raises
        ------
        WordsError
            If its facts hold what no other process can be told.
        """
        try:
            facts = pickle.dumps(performance.facts)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise untellable(performance.segment, error) from error
        return cls(
            segment=performance.segment,
            language=performance.language,
            quality=quality,
            parameters=performance.params.model_dump_json(),
            facts=b64encode(facts).decode(),
            script=visible(performance).to_json(),
            timeline=performance.timeline.to_json(),
            planned=surroundings(performance, quality, mode),
            memory=keep(),
            beside=tuple(map(str, places.own_folders())),
            mode=mode,
        )

    def to(self, *outs: Path) -> Job:
        """Say which files to write."""
        return replace(self, outs=tuple(str(out.absolute()) for out in outs))

    def performance(self) -> Performance:
        """Return what is to be drawn."""
        return Performance(
            segment=self.segment,
            language=self.language,
            params=catalog.story(self.segment).parameters.model_validate_json(self.parameters),
            facts=pickle.loads(b64decode(self.facts)),
            script=Script.from_json(self.script),
            timeline=Timeline.from_json(self.timeline),
        )

    def to_json(self) -> str:
        """Write the job as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Job:
        """Read what :meth:`to_json` wrote."""
        data = json.loads(line)
        lists = {name: tuple(data[name]) for name in ("beats", "times", "beside", "outs")}
        return cls(**{**data, **lists, "quality": Quality(**data["quality"])})
