"""What a lecture would make again, because of what, and about how long that takes: nothing is spoken or drawn."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from lecture.console import plain_console
from lecture.events import Tell, nobody
from lecture.keys.ingredients import Ingredients, changed, of_pictures
from lecture.quality import Quality
from lecture.rendering.cache import Cache
from lecture.rendering.deliver import is_delivered
from lecture.rendering.film_files import Film
from lecture.rendering.made import Made, MadeBefore, parameters_of, words_of
from lecture.rendering.plan import Planned, plan_segment, prepare
from lecture.rendering.shots import PICTURES, Shot, shots, wanting
from lecture.sound.speech import speak, spoken_cue, unspoken
from lecture.spec import LectureSpec, SegmentSpec
from lecture.voices import Voice
from scenes import catalog
from scenes.narration.script import Script
from scenes.narration.timing import Timeline
from scenes.performance import Performance, estimated_cue

_NOT_TOLD = {"planned", "of_beats"}
"""What a program is not told."""
FEW = 3
"""So many names are told of a kind."""
_PARTS = ("subtitles", "words", "pause", "rate", "marks")
"""What :func:`~lecture.rendering.made.words_of` tells of a cue."""
_TOLD_OTHERWISE = {"parameters", "numbers", "cues", "screen", "title", "timeline", "source", "versions"}
_OWN = re.compile(r"^own \d+\.")


@dataclass(frozen=True)
class Foreseen:
    """What would be done for one use of a segment in one language.

    Attributes
    ----------
    spoken
        Cues that would be spoken, in whole or in part.
    drawn
        Whether any of its pictures would be drawn.
    beats
        The beats that would be drawn. Those that follow them are drawn, too, if they then find another stage.
    reasons
        What has changed since they were drawn last, or that they never were; nothing if they are kept.
    seconds
        How long drawing them takes one process, going by earlier runs; ``None`` if there were none, or if nothing
        is to be drawn.
    planned
        Its plan, if all of it is spoken.
    of_beats
        How many beats there are.
    """

    segment: str
    use: str
    language: str
    spoken: tuple[str, ...] = ()
    drawn: bool = False
    beats: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    seconds: float | None = None
    planned: Planned | None = None
    of_beats: int = 0

    def told(self) -> str:
        """Tell it in a line, without the reasons."""
        here = f"{self.use} ({self.language})"
        if not self.drawn:
            return f"{here}: kept"
        about = f" in about {max(1, round(self.seconds))} s" if self.seconds is not None else ""
        speech = f"{len(self.spoken)} cue{'s' * (len(self.spoken) > 1)} spoken, " if self.spoken else ""
        return f"{here}: {speech}{self._pictures()} drawn{about}"

    def _pictures(self) -> str:
        if len(self.beats) == self.of_beats:
            return "pictures"
        return f"pictures of beat{'s' * (len(self.beats) > 1)} {_some(self.beats)}"


def foresee(spec: LectureSpec, cache: Cache) -> list[Foreseen]:
    """Tell of every segment of a lecture, language by language, what would be made again.

    Raises
    ------
    LectureError
        If parameters or words are wrong, or the voice is missing.
    """
    made = MadeBefore(cache.lectures)
    return [
        _foreseen(segment, language, spec.voice_of(language), spec.quality, cache, made)
        for language in spec.languages
        for segment in spec.segments
    ]


def films(spec: LectureSpec, foreseen: Sequence[Foreseen], out: Path, cache: Cache) -> dict[Path, bool]:
    """Tell of each film whether it would be put together anew."""
    new = {}
    for language in spec.languages:
        plans = [one.planned for one in foreseen if one.language == language and not one.drawn]
        known = [planned for planned in plans if planned is not None]
        whole = len(known) == len(spec.segments)
        video = Film.at(out, spec.name, language).video
        new[video] = not (whole and is_delivered(spec, language, known, out, cache))
    return new


def together(foreseen: Sequence[Foreseen], jobs: int | None = None) -> float | None:
    """Return about how many seconds all drawing takes; ``None`` if it is not known of a part.

    A beat is not spread over several processes, but that bounds little.
    """
    known = []
    for one in foreseen:
        if one.drawn:
            if one.seconds is None:
                return None
            known.append(one.seconds)
    return sum(known) / (jobs or os.cpu_count() or 1)


def _foreseen(
    segment: SegmentSpec, language: str, voice: Voice, quality: Quality, cache: Cache, made: MadeBefore
) -> Foreseen:
    performance, planned = prepare(segment, language), None
    here = segment.name, segment.address, language
    spoken = unspoken(performance.script, voice, cache.speech, segment.address)
    if not spoken:
        # All is kept: this speaks nothing, and gives the very times.
        planned = plan_segment(segment, language, voice, quality, cache)
        performance = planned.performance
    else:
        performance = replace(
            performance, timeline=_known_times(segment, performance.script, voice, cache, spoken)
        )
    of_segment = shots(performance, quality)
    drawn = wanting(of_segment, cache.pictures)
    if not drawn:
        return Foreseen(*here, planned=planned)
    before = made.of(segment.address, language, quality.name)
    if before is None:
        why: tuple[str, ...] = (f"never drawn at {quality.name}",)
    else:
        now: Ingredients = json.loads(json.dumps(of_pictures(performance, quality)))
        why = tuple(_reasons(before, now, performance, spoken)) or (_lost(before, drawn, cache),)
    pace = before.pace if before is not None else None
    pace = made.pace(quality.name) if pace is None else pace
    seconds = pace * sum(shot.count for shot in drawn) if pace is not None else None
    beats = tuple(shot.beat for shot in drawn)
    return Foreseen(*here, spoken, True, beats, why, seconds, planned, len(of_segment))


def _known_times(
    segment: SegmentSpec, script: Script, voice: Voice, cache: Cache, missing: Sequence[str]
) -> Timeline:
    """Lay out a script of which a part is spoken: a beat that is has its own times already."""
    spoken = replace(script, cues=tuple(cue for cue in script.cues if cue.name not in missing))
    speeches = speak(spoken, voice, cache.speech, segment.address)
    heard = {cue.name: spoken_cue(cue, speech) for cue, speech in zip(spoken.cues, speeches, strict=True)}
    return Timeline.lay_out(
        script.language,
        [heard.get(cue.name) or estimated_cue(cue, script.language) for cue in script.cues],
    )


def _lost(before: Made, drawn: Sequence[Shot], cache: Cache) -> str:
    kept = (cache.pictures.path(before.shots.get(shot.beat, ""), PICTURES) for shot in drawn)
    if any(path.exists() for path in kept):
        return "what is kept is damaged, or what it found by name while it was drawn has changed"
    return "what was kept has been removed"


def _reasons(
    before: Made, now: Ingredients, performance: Performance, to_speak: Sequence[str]
) -> Iterator[str]:
    """Tell what has changed since pictures were made. Times are not known before all cues are spoken."""
    script = performance.script
    source = catalog.words_file(performance.segment, performance.language).name
    yield from _named("parameter", before.parameters, parameters_of(performance))
    names = set(changed(before.ingredients, now))
    if "numbers" in names:
        yield "numbers: what the segment computes"
    yield from _of_cues(before.words, words_of(script), source)
    if texts := changed(before.ingredients["screen"], script.screen):
        yield f"{source}: on the screen {_some(texts)}"
    if "title" in names:
        yield f"{source}: the title"
    if "timeline" in names and not to_speak:
        yield from _of_times(before.ingredients["timeline"], now["timeline"])
    if "source" in names:
        modules = changed(before.ingredients["source"], now["source"])
        # What stands in one's own folder is known by the place in it.
        yield f"source: {_some([_OWN.sub('', module) for module in modules])}"
    if "versions" in names:
        yield from _named("version", before.ingredients["versions"], now["versions"])
    if rest := sorted(names - _TOLD_OTHERWISE):
        yield f"the project's or this machine's: {_some(rest)}"


def _of_cues(before: Mapping[str, Any], now: Mapping[str, Any], source: str) -> Iterator[str]:
    cues: dict[str, list[str]] = {}
    for name in changed(before, now):
        for kind in _kinds(before.get(name), now.get(name)):
            cues.setdefault(kind, []).append(name)
    for kind, names in cues.items():
        yield f"{source}: {kind} of cue{'s' * (len(names) > 1)} {_some(names)}"


def _kinds(before: Sequence[Any] | None, now: Sequence[Any] | None) -> list[str]:
    if before is None or now is None:
        return ["words"]
    differ = dict(zip(_PARTS, (old != new for old, new in zip(before, now, strict=True)), strict=True))
    # Where words change, subtitles do, and marks stand elsewhere.
    others = ("subtitles", "marks") if differ["words"] else ()
    return [kind for kind, differs in differ.items() if differs and kind not in others]


def _of_times(before: str, now: str) -> Iterator[str]:
    old, new = ({cue["name"]: cue for cue in json.loads(told)["cues"]} for told in (before, now))
    if moved := changed(old, new):
        yield f"times: from cue {moved[0]} on"


def _named(what: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name in changed(before, now):
        yield f"{what} {name}: {_value(before, name)} -> {_value(now, name)}"


def _value(values: Mapping[str, Any], name: str) -> str:
    return str(values[name]) if name in values else "none"


def _some(names: Sequence[str]) -> str:
    more = len(names) - FEW
    return ", ".join(names[:FEW]) + (f" and {more} more" if more > 0 else "")


def show_foreseen(
    spec: LectureSpec,
    out: Path,
    cache: Cache,
    jobs: int | None = None,
    console: Console | None = None,
    tell: Tell = nobody,
    chosen: Set[str] | None = None,
) -> None:
    """Print what would be made again and because of what; of all uses of segments, or of those that are chosen."""
    console = console or plain_console()
    foreseen = foresee(spec, cache)
    for one in foreseen:
        if chosen is not None and one.use not in chosen:
            continue
        console.print(Text(one.told()))
        for reason in one.reasons:
            console.print(Text(f"  {reason}"))
        told = {field.name: getattr(one, field.name) for field in fields(one) if field.name not in _NOT_TOLD}
        tell("foreseen", **told)
    new_films = films(spec, foreseen, out, cache)
    for video, new in new_films.items():
        console.print(Text(f"{video}: {'put together anew' if new else 'stays as it is'}"))
    drawn = sum(one.drawn for one in foreseen)
    seconds = together(foreseen, jobs)
    tell("foretold", films=new_films, drawn=drawn, seconds=seconds)
    if drawn and seconds is not None:
        console.print(f"{drawn} of {len(foreseen)} drawn, in about {max(1, round(seconds))} s")
    elif drawn:
        console.print(
            f"{drawn} of {len(foreseen)} drawn; how long that takes is not known before a first run"
        )
