"""Check a lecture without making it: its words in every language, what they claim, and where things stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from lecture import voices
from lecture.checks import words as style
from lecture.checks.cue_length import too_long_or_short
from lecture.checks.judge import judge
from lecture.checks.readable import too_fast
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


def lint(spec: LectureSpec, say: Say, *, layout: bool = True) -> int:
    """Tell every problem of every segment in every language there is; return how many.

    The layout of segments whose words are in order is looked at last, since that takes some seconds each.
    """
    count = 0
    sound: list[Planned] = []
    for segment in spec.segments:
        found = list(problems(segment, say))
        if not found:
            planned = [spoken(spec, segment, language) for language in languages()]
            found = [wrong for one in planned for wrong in misspoken(segment, one)]
            sound += planned
        count += len(found)
        for problem in found:
            say(f"{segment.name}: {problem}" if problem.path is None else str(problem))
        if not found and not layout:
            say(f"ok: {segment.name} ({', '.join(languages())})")
    return count + (misplaced(sound, say) if layout else 0)


def misplaced(wanted: list[Planned], say: Say) -> int:
    """Tell every fault in the layout of these segments; return how many."""
    count = 0
    for planned, faults in zip(wanted, judge(wanted, CACHE), strict=True):
        count += len(faults)
        for fault in faults:
            say(f"{planned.told()} {fault}")
        if not faults:
            say(f"ok: {planned.told()}")
    return count


def problems(segment: SegmentSpec, say: Say) -> Iterator[ContentError]:
    """Find what is wrong with one segment: facts that cannot be computed, words that do not fit them."""
    story = catalog.story(segment.name)
    try:
        facts = story.facts(segment.parameters)
    except ContentError as error:
        yield error
        return
    for language in languages():
        try:
            words = words_of(segment, language)
        except ContentError as error:
            yield error
            continue
        for fact, cues in failing_claims(words, facts).items():
            say(f"note: {segment.name} ({language}): '{fact}' holds, so other words tell {', '.join(cues)}")
        wrong = words.problems(facts, story.beats)
        yield from wrong or style.findings(words.passages(facts, story.beats))


def words_of(segment: SegmentSpec, language: str) -> WordsFile:
    """Read the words of a segment: the lecture's own, or else ours."""
    return load_words(segment.words.get(language) or catalog.words_file(segment.name, language))


def misspoken(segment: SegmentSpec, planned: Planned) -> Iterator[ContentError]:
    """Find what the voice makes of the words: cues too long or short, subtitles too fast to be read."""
    words = words_of(segment, planned.performance.language)
    yield from too_fast(planned, words)
    yield from too_long_or_short(planned, words)


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
