"""Check a lecture without drawing it: its words in every language, and what they claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from lecture import voices
from lecture.build.plan import plan_segment
from lecture.build.produce import CACHE
from lecture.readable import too_fast
from lecture.spec import LectureSpec, SegmentSpec
from scenes import catalog
from scenes.errors import ContentError
from scenes.narration import WordsFile, load_words
from scenes.template import is_truth, lookup

Say = Callable[[str], object]


def lint(spec: LectureSpec, say: Say) -> int:
    """Tell every problem of every segment in every language there is; return how many."""
    count = 0
    for segment in spec.segments:
        found = list(problems(segment, say))
        if not found:
            found = [slow for language in catalog.languages() for slow in hurried(spec, segment, language)]
        count += len(found)
        for problem in found:
            say(f"{segment.name}: {problem}" if problem.path is None else str(problem))
        if not found:
            say(f"ok: {segment.name} ({', '.join(catalog.languages())})")
    return count


def problems(segment: SegmentSpec, say: Say) -> Iterator[ContentError]:
    """Find what is wrong with one segment: facts that cannot be computed, words that do not fit them."""
    story = catalog.story(segment.name)
    try:
        facts = story.facts(segment.parameters)
    except ContentError as error:
        yield error
        return
    for language in catalog.languages():
        try:
            path = segment.words.get(language) or catalog.words_file(segment.name, language)
            words = load_words(path)
        except ContentError as error:
            yield error
            continue
        for fact, cues in failing_claims(words, facts).items():
            say(f"note: {segment.name} ({language}): '{fact}' holds, so other words tell {', '.join(cues)}")
        yield from words.problems(facts, story.beats)


def hurried(spec: LectureSpec, segment: SegmentSpec, language: str) -> Iterator[ContentError]:
    """Find subtitles of one segment that nobody can read in time, as the lecture's voice speaks them."""
    voice = voices.load(spec.voice)
    voice.check(language)
    yield from too_fast(plan_segment(segment, language, voice, spec.quality, CACHE))


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
