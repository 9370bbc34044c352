"""Check a lecture without making it: its words in every language, what they claim, and where things stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from rich.console import Console

from lecture.checks import words as style
from lecture.checks.attention import Attention
from lecture.checks.cue_length import too_long_or_short
from lecture.checks.drawing import undrawn, unshown
from lecture.checks.judge import judge
from lecture.checks.literals import typed_numbers
from lecture.checks.readable import too_fast
from lecture.checks.translation import untranslated
from lecture.checks.typesetting import unset_texts
from lecture.console import plain_console
from lecture.errors import LectureError, VoiceError
from lecture.events import Tell, nobody
from lecture.layout.rules import Fault
from lecture.rendering.cache import Cache
from lecture.rendering.plan import Planned, plan_segment
from lecture.spec import LectureSpec, SegmentSpec
from scenes import catalog
from scenes.blame import blamed_on
from scenes.errors import ContentError
from scenes.narration.reading import load_words
from scenes.narration.template import Told, is_truth, lookup
from scenes.narration.words_file import WordsFile


def lint(
    spec: LectureSpec,
    cache: Cache,
    *,
    layout: bool = True,
    console: Console | None = None,
    tell: Tell = nobody,
) -> int:
    """Tell every problem of every segment in the languages of a lecture; return how many.

    The layout of what has its words in order is looked at last, since that takes some seconds each. What is in order
    is told as soon as that is known.
    """
    steps = len(spec.segments) * len(spec.languages) * (1 + layout)
    with Attention(console or plain_console(), steps, tell) as attention:
        for note in (*spec.notes, *spec.advice()):
            attention.note(note)
        count = 0
        sound: list[Planned] = []
        for segment in spec.segments:
            flaws = list(undrawn(segment.name))
            count += len(flaws)
            for flaw in flaws:
                attention.say(str(flaw))
                tell("problem", **_use(segment, ""), **_parts(flaw))
            for language in spec.languages:
                with attention.to(f"{segment.address} ({language}): words and voice"):
                    found, planned = _heard(spec, segment, language, cache, attention)
                count += len(found)
                for problem in found:
                    attention.say(_placed(segment, language, problem))
                    tell("problem", **_use(segment, language), **_parts(problem))
                if planned and not found and not flaws:
                    sound.append(planned)
                    if not layout:
                        attention.say(f"ok: {planned.told()}")
                        tell("ok", **_use(segment, language))
        return count + (_misplaced(sound, cache, attention) if layout else 0)


def _heard(
    spec: LectureSpec, segment: SegmentSpec, language: str, cache: Cache, attention: Attention
) -> tuple[Sequence[ContentError | LectureError], Planned | None]:
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


def problems(segment: SegmentSpec, language: str, attention: Attention | None = None) -> list[ContentError]:
    """Find what is wrong with one segment: facts that cannot be computed, words that do not fit them."""
    try:
        story = catalog.story(segment.name)
        facts = story.facts(segment.parameters)
        words = load_words(catalog.words_file(segment.name, language), segment.words.get(language, ()))
        # A fact may be computed when the words ask for it.
        with blamed_on(catalog.home(segment.name).folder):
            return _wrong_words(segment, words, story.told(segment.parameters, facts), story.beats, attention)
    except ContentError as error:
        return [error]


def _wrong_words(
    segment: SegmentSpec,
    words: WordsFile,
    told: Told,
    beats: Mapping[str, tuple[str, ...]],
    attention: Attention | None,
) -> list[ContentError]:
    if attention:
        language = words.language.code
        for fact, cues in failing_claims(words, told).items():
            use = f"{segment.address} ({language})"
            attention.say(f"note: {use}: '{fact}' holds, so other words tell {', '.join(cues)}")
            attention.tell("claim", **_use(segment, language), fact=fact, cues=cues)
        for note in typed_numbers(words, told):
            attention.note(note)
    found = [*words.problems(told, beats), *untranslated(segment.name, words)]
    for key in unshown(segment.name, words.screen):
        what = f"nothing shows '{key}': without a scene.py, an on-screen text is called like its cue"
        entry = ("screen", key)
        found.append(words.origin(entry).error(entry, what, f"its cues: {', '.join(beats)}"))
    return found or [*unset_texts(words.render(told, beats)), *style.findings(words.passages(told, beats))]


def failing_claims(words: WordsFile, facts: object) -> dict[str, list[str]]:
    """Name the facts under which usual words do not hold, each with the cues that are told in other words."""
    found: dict[str, list[str]] = {}
    for name, cue in words.cues.items():
        for variant in cue.variants:
            # A fact that is missing is a problem of its own.
            with suppress(LookupError):
                holds = lookup(variant.fact, facts)
                if is_truth(holds) and holds:
                    found.setdefault(variant.fact, []).append(name)
                    break
    return found


def _placed(segment: SegmentSpec, language: str, problem: ContentError | LectureError) -> str:
    return str(problem) if problem.path else f"{segment.address} ({language}): {problem}"


def _use(segment: SegmentSpec, language: str) -> dict[str, str]:
    """Name one use of a segment for a program; an empty language stands for all."""
    return {"segment": segment.name, "use": segment.address, "language": language}


def _parts(problem: ContentError | LectureError) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("what", "hint", "path", "line")}
