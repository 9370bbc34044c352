"""Check a lecture without making it: its words in every language, what they claim, and where things stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from lecture import voices
from lecture.checks.judge import judge
from lecture.checks.readable import too_fast
from lecture.events import Tell, nobody
from lecture.rendering.plan import Planned, plan_segment
from lecture.rendering.produce import CACHE
from lecture.spec import LectureSpec, SegmentSpec
from scenes import catalog
from scenes.errors import ContentError
from scenes.narration.language import languages
from scenes.narration.reading import load_words
from scenes.narration.template import is_truth, lookup
from scenes.narration.words_file import WordsFile

Say = Callable[[str], object]


def lint(spec: LectureSpec, say: Say, *, layout: bool = True, tell: Tell = nobody) -> int:
    """Tell every problem of every segment in every language there is; return how many.

    The layout of segments whose words are in order is looked at last, since that takes some seconds each.
    """
    count = 0
    sound: list[Planned] = []
    for segment in spec.segments:
        found = list(problems(segment, say, tell))
        if not found:
            planned = [spoken(spec, segment, language) for language in languages()]
            found = [slow for one in planned for slow in too_fast(one)]
            sound += planned
        count += len(found)
        for problem in found:
            say(f"{segment.name}: {problem}" if problem.path is None else str(problem))
            tell(
                "problem",
                segment=segment.name,
                what=problem.what,
                hint=problem.hint,
                path=problem.path,
                line=problem.line,
            )
        if not found and not layout:
            say(f"ok: {segment.name} ({', '.join(languages())})")
            tell("ok", segment=segment.name, language=None)
    return count + (misplaced(sound, say, tell) if layout else 0)


def misplaced(wanted: list[Planned], say: Say, tell: Tell = nobody) -> int:
    """Tell every fault in the layout of these segments; return how many."""
    count = 0
    for planned, faults in zip(wanted, judge(wanted, CACHE), strict=True):
        count += len(faults)
        where = {"segment": planned.performance.segment, "language": planned.performance.language}
        for fault in faults:
            say(f"{planned.told()} {fault}")
            tell("misplaced", **where, cue=fault.cue, time=fault.time, what=fault.what)
        if not faults:
            say(f"ok: {planned.told()}")
            tell("ok", **where)
    return count


def problems(segment: SegmentSpec, say: Say, tell: Tell = nobody) -> Iterator[ContentError]:
    """Find what is wrong with one segment: facts that cannot be computed, words that do not fit them."""
    story = catalog.story(segment.name)
    try:
        facts = story.facts(segment.parameters)
    except ContentError as error:
        yield error
        return
    for language in languages():
        try:
            path = segment.words.get(language) or catalog.words_file(segment.name, language)
            words = load_words(path)
        except ContentError as error:
            yield error
            continue
        for fact, cues in failing_claims(words, facts).items():
            say(f"note: {segment.name} ({language}): '{fact}' holds, so other words tell {', '.join(cues)}")
            tell("note", segment=segment.name, language=language, fact=fact, cues=cues)
        yield from words.problems(facts, story.beats)


def spoken(spec: LectureSpec, segment: SegmentSpec, language: str) -> Planned:
    """Plan one segment as the lecture's voice speaks it."""
    voice = voices.load(spec.voice)
    voice.check(language)
    return plan_segment(segment, language, voice, spec.quality, CACHE)


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
