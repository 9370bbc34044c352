"""The words of a segment, to start one's own from."""

from __future__ import annotations

from pathlib import Path

from lecture.errors import OutputError, WordsError, content_as
from lecture.files import replacing
from scenes import catalog
from scenes.errors import no_language
from scenes.narration.language import language as facts_of
from scenes.narration.language import languages

TRANSLATE = """\
# Words of {segment} to be translated ({name}); here they stand as {source} says them. They belong beside the lecture
# file, in segments/{segment}/{code}.toml.

"""
HEAD = """\
# Words of {segment} to start from ({name}). Keep what you say differently and delete the rest: what does not stand
# here is taken from the segment's own words, and follows them when they change.

"""


def words_to_start_from(segment: str, language: str) -> str:
    """Return the words of a segment as a file of one's own would begin.

    Where the segment has no words in the language, they are those of the first that it has, to be translated.

    Raises
    ------
    WordsError
        If there is no such segment or language.
    """
    with content_as(WordsError):
        there = [code for code in languages() if catalog.words_file(segment, code).is_file()]
        if language not in languages():
            raise WordsError(
                no_language(language, languages()), f"lecture new --language {language} adds it to a lecture"
            )
        source = language if language in there else there[0]
        head = (HEAD if source == language else TRANSLATE).format(
            segment=segment, code=language, name=facts_of(language).name, source=facts_of(source).name
        )
        return head + catalog.words_file(segment, source).read_text(encoding="utf-8")


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
