"""On-screen texts that one language of a segment has and another has not."""

from __future__ import annotations

from collections.abc import Iterator

from scenes import catalog
from scenes.errors import ContentError
from scenes.narration.language import languages
from scenes.narration.layer import WordsLayer
from scenes.narration.words_file import WordsFile


def untranslated(segment: str, words: WordsFile) -> Iterator[ContentError]:
    """Find texts under ``[screen]`` that the segment has in another language: its drawing will ask for them."""
    here = words.base.path
    for code in languages():
        path = catalog.words_file(segment, code)
        if path == here or code == words.language.code or not path.is_file():
            continue
        for key in WordsLayer.read(path).data.get("screen", {}):
            if key not in words.screen:
                what = f"no on-screen text '{key}', which the segment has in '{code}'"
                yield words.base.error(("screen",), what, f"add {key} = … under [screen]")
        # One other language is enough to compare with.
        return
