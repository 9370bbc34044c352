"""What is wrong with the facts and words of one segment, found by reading them. No manim."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from lecture.checks import words as style
from lecture.checks.attention import Attention
from lecture.checks.drawing import unshown
from lecture.checks.literals import typed_numbers
from lecture.checks.translation import untranslated
from lecture.checks.typesetting import unset_texts
from lecture.spec import SegmentSpec
from scenes import catalog
from scenes.blame import blamed_on
from scenes.errors import ContentError
from scenes.narration.reading import load_words
from scenes.narration.template import Told, is_truth, lookup
from scenes.narration.words_file import WordsFile


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
            attention.tell("claim", **named(segment, language), fact=fact, cues=cues)
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


def named(segment: SegmentSpec, language: str) -> dict[str, str]:
    """Name one use of a segment for a program; an empty language stands for all."""
    return {"segment": segment.name, "use": segment.address, "language": language}
