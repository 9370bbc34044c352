"""Hand over the films of a lecture, unless they are there already, just as they would be made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lecture.files import CACHE
from lecture.keys.ingredients import Ingredients, of_film, refuse_changed
from lecture.keys.values import digest
from lecture.rendering.cache import Cache
from lecture.rendering.chapters import chapter_titles
from lecture.rendering.film_files import Film
from lecture.rendering.plan import Planned
from lecture.rendering.shots import PICTURES
from lecture.rendering.store import fits, note_of, used, write_note
from lecture.spec import LectureSpec


def deliver(
    spec: LectureSpec, language: str, parts: Sequence[Planned], out: Path, cache: Cache
) -> tuple[list[Path], bool]:
    """Put pictures, sound, subtitles and chapters together; return the files and whether they are new.

    A receipt remembers what went into the files of that name and how they looked: if both still hold, nothing
    is done.
    """
    files = list(Film.at(out, spec.name, language))
    ingredients = film_ingredients(spec, language, parts)
    key = digest(ingredients)
    receipt = _receipt(spec, language, out, cache)
    if _holds(receipt, key, files):
        used(receipt)
        return files, False

    from lecture.rendering.film import Part
    from lecture.rendering.film import deliver as make_film

    finished = [
        Part(
            planned.performance.segment,
            planned.performance.script,
            planned.speeches,
            planned.performance.timeline,
            tuple(cache.pictures.path(shot.key, PICTURES) for shot in planned.shots),
            chapter,
            planned.performance.reading,
            planned.part_title,
        )
        for planned, chapter in zip(parts, chapters_of(parts), strict=True)
    ]
    make_film(out, spec.name, finished, title=title_in(spec, language), fps=spec.quality.fps)
    refuse_changed(ingredients, film_ingredients(spec, language, parts), "put together")
    write_note(receipt, {"key": key, "files": {file.name: note_of(file) for file in files}}, CACHE)
    return files, True


def is_delivered(spec: LectureSpec, language: str, parts: Sequence[Planned], out: Path, cache: Cache) -> bool:
    """Whether the film is there, just as it would be made."""
    key = digest(film_ingredients(spec, language, parts))
    return _holds(_receipt(spec, language, out, cache), key, list(Film.at(out, spec.name, language)))


def _receipt(spec: LectureSpec, language: str, out: Path, cache: Cache) -> Path:
    return cache.lectures / f"{digest(str((out / spec.name).resolve()))[:32]}.{language}.json"


def title_in(spec: LectureSpec, language: str) -> str:
    """Return the lecture's title in a language, or in whichever it has."""
    return spec.title.get(language) or next(iter(spec.title.values()), spec.name)


def chapters_of(parts: Sequence[Planned]) -> tuple[str, ...]:
    """Return the titles of the chapters, no two of them the same."""
    performances = [planned.performance for planned in parts]
    return chapter_titles(
        [one.script.title for one in performances], [dict(one.params) for one in performances]
    )


def film_ingredients(spec: LectureSpec, language: str, parts: Sequence[Planned]) -> Ingredients:
    """Tell what the film of a language depends on, by name."""
    return of_film(
        [planned.performance for planned in parts],
        [planned.key for planned in parts],
        [[speech.wav.stem for speech in planned.speeches] for planned in parts],
        title_in(spec, language),
        [f"{planned.part_title}\n{title}" for planned, title in zip(parts, chapters_of(parts), strict=True)],
    )


def _holds(receipt: Path, key: str, files: Sequence[Path]) -> bool:
    try:
        told: dict[str, Any] = json.loads(receipt.read_text(encoding="utf-8"))
        return told["key"] == key and all(fits(file, told["files"][file.name]) for file in files)
    except (OSError, ValueError, KeyError, TypeError):
        return False
