"""Check a lecture without making it: its words in every language, what they claim, and where things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from lecture.checks.attention import Attention
from lecture.checks.cue_length import too_long_or_short
from lecture.checks.drawing import undrawn
from lecture.checks.judge import judge
from lecture.checks.problems import named, problems
from lecture.checks.ranges import Flaw, other_numbers, with_other_numbers
from lecture.checks.readable import too_fast
from lecture.console import plain_console
from lecture.errors import LectureError, VoiceError
from lecture.events import Tell, nobody
from lecture.layout.rules import Fault
from lecture.rendering.cache import Cache
from lecture.rendering.plan import Planned, plan_segment
from lecture.spec import LectureSpec, SegmentSpec
from scenes import catalog
from scenes.narration.reading import load_words


def lint(
    spec: LectureSpec,
    cache: Cache,
    *,
    layout: bool = True,
    ranges: bool = False,
    console: Console | None = None,
    tell: Tell = nobody,
) -> int:
    """Tell every problem of every segment in the languages of a lecture; return how many.

    The layout of what has its words in order is looked at last, since that takes some seconds each. What is in order
    is told as soon as that is known. With ``ranges``, the ends of every parameter's range are looked at too.
    """
    others = sum(len([*other_numbers(one.parameters)]) for one in spec.segments) if ranges else 0
    steps = (len(spec.segments) * len(spec.languages) + others) * (1 + layout)
    with Attention(console or plain_console(), steps, tell) as attention:
        for note in (*spec.notes, *spec.advice()):
            attention.note(note)
        count = 0
        sound: list[Planned] = []

        def heard(use: dict[str, str], found: Sequence[Flaw], planned: Planned | None) -> None:
            nonlocal count
            count += len(found)
            for problem in found:
                attention.say(_placed(use, problem))
                tell("problem", **use, **_parts(problem))
            if planned and not found:
                sound.append(planned)
            if not found and not (layout and planned):
                attention.say(f"ok: {_told(use)}" + ("" if planned else ": refused with advice"))
                tell("ok", **use)

        for segment in spec.segments:
            flaws = list(undrawn(segment.name))
            count += len(flaws)
            for flaw in flaws:
                attention.say(str(flaw))
                tell("problem", **named(segment, ""), **_parts(flaw))
            for language in spec.languages:
                with attention.to(f"{segment.address} ({language}): words and voice"):
                    found, planned = _heard(spec, segment, language, cache, attention)
                if found or not flaws:
                    heard(named(segment, language), found, planned)
            if ranges and not flaws:
                for other, language, found, planned in with_other_numbers(spec, segment, cache):
                    with attention.to(f"{other.address} ({language}): words", steps=1 if planned else 2):
                        heard(named(other, language), found, planned)
        return count + (_misplaced(sound, cache, attention) if layout else 0)


def _heard(
    spec: LectureSpec, segment: SegmentSpec, language: str, cache: Cache, attention: Attention
) -> tuple[Sequence[Flaw], Planned | None]:
    """Find what is wrong with the words, and if nothing is, with how fast the lecture's voice speaks them."""
    found = problems(segment, language, attention)
    if found:
        return found, None
    try:
        planned = plan_segment(
            segment, language, spec.voice_of(language), spec.quality, cache, attention.speaking()
        )
    except VoiceError as error:
        return [*error.parts], None
    words = load_words(catalog.words_file(segment.name, language), segment.words.get(language, ()))
    return [*too_fast(planned, words), *too_long_or_short(planned, words)], planned


def _misplaced(wanted: list[Planned], cache: Cache, attention: Attention) -> int:
    """Tell every fault in the layout of these segments; return how many."""
    count = 0

    def told(planned: Planned, faults: Sequence[Fault] | LectureError) -> None:
        nonlocal count
        attention.step()
        where = planned.named()
        if isinstance(faults, LectureError):
            count += 1
            attention.say(str(faults))
            attention.tell("problem", **where, **_parts(faults))
            return
        count += len(faults)
        for fault in faults:
            attention.say(f"{planned.told()} {fault}")
            attention.tell("misplaced", **where, cue=fault.cue, time=fault.time, what=fault.what)
        if not faults:
            attention.say(f"ok: {planned.told()}")
            attention.tell("ok", **where)

    with attention.to("layout", steps=0):
        judge(wanted, cache, told)
    return count


def _told(use: dict[str, str]) -> str:
    return f"{use['use']} ({use['language']})"


def _placed(use: dict[str, str], problem: Flaw) -> str:
    return str(problem) if problem.path else f"{_told(use)}: {problem}"


def _parts(problem: Flaw) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("what", "hint", "path", "line")}
