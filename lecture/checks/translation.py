"""What one language of a segment has and another has not: on-screen texts, and other words for when a claim fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scenes import catalog
from scenes.errors import ContentError
from scenes.narration.language import languages
from scenes.narration.layer import WordsLayer
from scenes.narration.words_file import WordsFile


def untranslated(segment: str, words: WordsFile) -> Iterator[ContentError]:
    """Find what the segment has in another language: its drawing will ask for texts, and words must not tell lies."""
    here = words.base.path
    for code in languages():
        path = catalog.words_file(segment, code)
        if path == here or code == words.language.code or not path.is_file():
            continue
        other = WordsLayer.read(path).data
        for key in other.get("screen", {}):
            if key not in words.screen:
                what = f"no on-screen text '{key}', which the segment has in '{code}'"
                yield words.base.error(("screen",), what, f"add {key} = … under [screen]")
        for cue in words.base.data.get("cue", {}):
            told = _facts_of(words.base.data, cue)
            for fact in _facts_of(other, cue):
                if fact not in told:
                    what = f"cue '{cue}' has no other words for when '{fact}' holds, as it has in '{code}'"
                    yield words.base.error(("cue", cue), what, f"add [[cue.{cue}.when]] with fact = {fact!r}")
        # One other language is enough to compare with.
        return


def _facts_of(data: Mapping[str, Any], cue: str) -> list[str]:
    """Name the facts for which a cue has other words."""
    table = data.get("cue", {}).get(cue, {})
    return [str(variant.get("fact")) for variant in table.get("when", ())]
