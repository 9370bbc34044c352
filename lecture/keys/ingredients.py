"""What goes into the key of each kind of result: everything that can reach a pixel, a sample or a subtitle, by name.

This is the one place that decides it. An ingredient is plain JSON; a key is the hash of all of them. What is held to
one value stands in :mod:`lecture.keys.pinned`. What is found out only while drawing (a module that a scene asks for
by a name it has computed) is kept beside the result, and looked at again when that is taken.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Literal

from lecture.errors import LectureError, RenderError, WordsError
from lecture.keys import machine, pinned
from lecture.keys.loaded import touched
from lecture.keys.memory import remembered
from lecture.keys.sources import Reach, named_at_run_time, reach
from lecture.keys.values import digest, file_digest, plain, texts
from lecture.quality import QUALITIES, Quality
from lecture.voices.base import Voice
from scenes import catalog
from scenes.facts.kept import LongRun
from scenes.narration.language import language
from scenes.narration.script import Script
from scenes.narration.timing import Cue
from scenes.parameters import SegmentParams
from scenes.performance import Performance

SCHEMA = 2
"""Raised when a result changes for a reason that no ingredient tells."""

Ingredients = dict[str, Any]
Mode = Literal["film", "stills", "layout"]

DIGITS = 9
"""Of seconds; what is computed from another beginning differs after these."""

CHANGED = "the source changed while it was {}"
AGAIN = "what was made is thrown away: run again"


def of_pictures(performance: Performance, quality: Quality) -> Ingredients:
    """Tell what the pictures of a segment are made of.

    Where a segment has a drawing, the words of its cues are not among them, but their times are: who draws is not
    given these words.
    """
    return {**_told(performance), **surroundings(performance, quality, "film")}


def of_shot(performance: Performance, quality: Quality) -> Callable[[str], Ingredients]:
    """Tell what the pictures of one beat are made of, whose name is to be given, but for the stage that it finds.

    Its times are told from where it begins: a beat that is only later than before is the same beat.
    """
    pictures = of_pictures(performance, quality)
    timeline = performance.timeline
    shared = digest({name: value for name, value in pictures.items() if name != "timeline"})
    beats = [cue.name for cue in timeline.cues]

    def of_beat(name: str) -> Ingredients:
        cue = timeline.cue(name)
        begun = 0.0 if name == beats[0] else cue.start
        times = {"start": cue.start, "end": cue.end, "until": cue.until, **_marked(cue)}
        return {
            "pictures": shared,
            "beats": beats,
            "beat": name,
            "times": {name: round(time - begun, DIGITS) for name, time in times.items()},
            # Where beats begin within a frame, they are cut into frames otherwise.
            "phase": round(begun * quality.fps, DIGITS - 3) % 1.0,
        }

    return of_beat


def _marked(cue: Cue) -> dict[str, float]:
    return {f"mark {name}": time for name, time in cue.marks.items()}


def of_times(performance: Performance) -> Ingredients:
    """Tell all times of a segment."""
    return {"timeline": performance.timeline.to_json()}


def of_layout(performance: Performance) -> Ingredients:
    """Tell what the layout of a segment and the judgement of it depend on; its size is always the same."""
    return {**_told(performance), **surroundings(performance, LAYOUT_QUALITY, "layout")}


def of_speech(voice: Voice, code: str, spoken: str) -> Ingredients:
    """Tell what the sound of a spoken text and the times of its words depend on.

    Marks, pauses and shown text stay outside, so that moving a mark never speaks anything anew.
    """
    reached = reach([type(voice).__module__, *getattr(voice, "started", ())])
    return {
        "schema": SCHEMA,
        "voice": dict(voice.fingerprint(code)),
        "language": code,
        "spoken": spoken,
        "source": standing(reached, "spoken"),
    }


def of_run(run: LongRun) -> Ingredients:
    """Tell what the numbers of a long run depend on."""
    arguments = plain(run.arguments)
    reached = reach([run.compute.__module__], texts(arguments))
    return {
        "schema": SCHEMA,
        "run": run.compute.__qualname__,
        "arguments": arguments,
        "files": [remembered(file_digest, path) for path in run.files],
        "source": standing(reached, "computed"),
        "versions": machine.versions(reached.foreign),
    }


def of_facts(story: catalog.Story, params: SegmentParams) -> Ingredients:
    """Tell what the facts of a segment depend on, but for the files that they read."""
    told = plain(json.loads(params.model_dump_json()))
    reached = reach([story.compute.__module__], texts(told))
    return {
        "schema": SCHEMA,
        "facts": story.compute.__module__,
        "parameters": told,
        "source": standing(reached, "computed", story.name),
        "versions": machine.versions(reached.foreign),
    }


def found_by_facts(story: catalog.Story) -> dict[str, str]:
    """Return digests of modules that this process has found by name, beyond those among the ingredients."""
    return named_at_run_time(reach([story.compute.__module__]))


def of_shipped_run(run: LongRun) -> Ingredients:
    """Tell what shipped numbers stand for, alike on every machine: no versions, and source by its text alone.

    The syntax that another Python reads from the same text has another digest.
    """
    arguments = plain(run.arguments)
    return {
        "schema": SCHEMA,
        "run": run.compute.__qualname__,
        "arguments": arguments,
        "files": [remembered(file_digest, path) for path in run.files],
        "source": reach([run.compute.__module__], texts(arguments)).text_digests(),
    }


def of_film(
    performances: Sequence[Performance],
    pictures: Sequence[str],
    speech: Sequence[Sequence[str]],
    title: str,
    chapters: Sequence[str],
) -> Ingredients:
    """Tell what a delivered film and its subtitles are made of, given the keys of its pictures and of its speech."""
    reached = reach(["lecture.rendering.film"])
    codes = sorted({performance.language for performance in performances})
    return {
        "schema": SCHEMA,
        "pictures": list(pictures),
        "speech": [list(keys) for keys in speech],
        "timelines": [performance.timeline.to_json() for performance in performances],
        "segments": [performance.segment for performance in performances],
        "words": [_words(performance.script) for performance in performances],
        "readings": [performance.reading for performance in performances],
        "title": title,
        "chapters": list(chapters),
        "language": [_rules(code) for code in codes],
        "source": standing(reached, "put together"),
        "versions": machine.versions(reached.foreign),
    }


def surroundings(performance: Performance, quality: Quality, mode: Mode) -> Ingredients:
    """Tell all but what a job carries: what the process that draws has to find as it was when this was planned."""
    reached = _drawn_with(performance, mode)
    return {
        "schema": SCHEMA,
        "quality": asdict(quality),
        "encoder": pinned.encoder_options(quality) if mode == "film" else {},
        "settings": pinned.manim_settings(quality),
        "environment": dict(pinned.PINNED),
        "language": _seen(performance.language),
        "fonts": machine.fonts(),
        "driver": machine.driver() if "moderngl" in reached.foreign else {},
        "versions": machine.versions(reached.foreign),
        "source": standing(reached, "drawn", f"{performance.segment} ({performance.language})"),
    }


def visible(performance: Performance) -> Script:
    """Return the words that may be seen in pictures: those of the cues only where nothing but words is shown."""
    script = performance.script
    return replace(script, cues=()) if catalog.is_drawn(performance.segment) else script


def named_while_drawing(performance: Performance, mode: Mode) -> dict[str, str]:
    """Return digests of modules that this process has found by name, beyond those among the ingredients."""
    return named_at_run_time(_drawn_with(performance, mode))


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Name the ingredients that differ.

    Examples
    --------
    >>> changed({"title": "a", "fonts": 1}, {"title": "b", "fonts": 1})
    ['title']
    """
    return [name for name in {**before, **now} if before.get(name) != now.get(name)]


def refuse_changed(before: Mapping[str, Any], now: Mapping[str, Any], doing: str, segment: str = "") -> None:
    """Make sure that what was planned is what is there.

    Raises
    ------
    RenderError
        If anything differs; it names the files or the ingredients.
    """
    names = changed(before, now)
    if "source" in names:
        modules = changed(before["source"], now["source"])
        what = f"{CHANGED.format(doing)} ({', '.join(modules[:3])}{' and others' * (len(modules) > 3)})"
        raise RenderError(what, AGAIN, segment=segment)
    if names:
        what = f"{' and '.join(names)} changed while it was {doing}"
        raise RenderError(what, AGAIN, segment=segment)


def standing(reached: Reach, doing: str, segment: str = "") -> dict[str, str]:
    """Hash source that this process has loaded, or will load.

    Raises
    ------
    RenderError
        If a file has changed since this process began: nobody knows which of its states is at work.
    """
    if files := touched(reached.files.values()):
        told = ", ".join(sorted({path.name for path in files})[:3])
        raise RenderError(f"{CHANGED.format(doing)} ({told})", AGAIN, segment=segment)
    return reached.digests()


LAYOUT_QUALITY = QUALITIES["draft"]
"""Whatever the film's quality is, the layout is looked at in the same one."""

_ROOTS: Mapping[Mode, Iterable[str]] = {
    "film": ("lecture.rendering.draw",),
    "stills": ("lecture.rendering.draw",),
    "layout": ("lecture.rendering.survey",),
}


def _drawn_with(performance: Performance, mode: Mode) -> Reach:
    named = {*texts(_parameters(performance)), *texts(_numbers(performance))}
    return reach([drawing_of(performance.segment), *_ROOTS[mode]], named)


def drawing_of(segment: str) -> str:
    """Name the module that draws a segment."""
    drawn = catalog.is_drawn(segment)
    return f"{catalog.home(segment).package}.scene" if drawn else "scenes.words_only"


def _told(performance: Performance) -> Ingredients:
    """Tell what a job carries."""
    script = visible(performance)
    return {
        "parameters": _parameters(performance),
        "numbers": digest(_numbers(performance)),
        "title": script.title,
        "screen": dict(script.screen),
        "cues": plain(script.cues),
        "timeline": performance.timeline.to_json(),
    }


def _parameters(performance: Performance) -> Any:
    return plain(json.loads(performance.params.model_dump_json()))


def _numbers(performance: Performance) -> Any:
    try:
        return plain(performance.facts)
    except (TypeError, RecursionError) as error:
        raise untellable(performance.segment, error) from error


def untellable(segment: str, error: Exception) -> LectureError:
    """Return the error for facts that hold what no other process can be told."""
    what = f"its facts cannot be handed to the process that draws: {error}"
    return WordsError(what, "let them hold numbers, texts, arrays, and dataclasses of these", segment=segment)


def _words(script: Script) -> Any:
    """Tell a script, but not the places in files where its words stand."""
    return plain((script.language, script.title, script.screen, script.cues))


def _rules(code: str) -> Any:
    return plain({name: value for name, value in vars(language(code)).items() if name != "path"})


def _seen(code: str) -> Any:
    """Tell what of a language can be seen in pictures; its pace is in the times already."""
    facts = language(code)
    return plain((facts.code, facts.name, facts.tag, facts.numbers, facts.type_features))
