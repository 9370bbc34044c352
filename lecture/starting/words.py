"""The words of a segment, to start one's own from."""

from __future__ import annotations

from pathlib import Path

from lecture.errors import OutputError, WordsError, content_as
from lecture.files import replacing
from scenes import catalog
from scenes.narration.language import language as facts_of
from scenes.narration.language import languages

HEAD = """\
# Words of {segment} to start from ({name}). Keep what you say differently and delete the rest: what does not stand
# here is taken from the segment's own words, and follows them when they change.

"""


def words_to_start_from(segment: str, language: str) -> str:
    """Return the words of a segment as a file of one's own would begin.

    Raises
    ------
    WordsError
        If there is no such segment or language, or the segment has no words in it.
    """
    with content_as(WordsError):
        path = catalog.words_file(segment, language)
        if not path.is_file():
            there = [code for code in languages() if catalog.words_file(segment, code).is_file()]
            hint = f"there are words in: {', '.join(there)}; translate them into a file {language}.toml"
            raise WordsError(f"{segment} has no words in '{language}'", hint)
        return HEAD.format(segment=segment, name=facts_of(language).name) + path.read_text(encoding="utf-8")


def write_words(segment: str, language: str, folder: Path) -> Path:
    """Write the words to start from into a folder of words; return the file.

    Raises
    ------
    OutputError
        If the file is there already, or cannot be written.
    """
    text = words_to_start_from(segment, language)
    path = folder / segment / f"{language}.toml"
    if path.exists():
        raise OutputError(
            "this file is there already", "delete it first, or choose another folder", path=path
        )
    with replacing(path) as draft:
        draft.write_text(text, encoding="utf-8")
    return path
