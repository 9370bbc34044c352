"""Hand over the films of a lecture, unless they are there already, just as they would be made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lecture.rendering.chapters import chapter_titles
from lecture.rendering.film_files import Film
from lecture.rendering.plan import PICTURES, Cache, Planned
from lecture.rendering.sources import fingerprint
from lecture.rendering.store import digest, fits, make_folder, note_of, write_note
from lecture.spec import LectureSpec
from scenes.narration.language import language as facts_of


def deliver(
    spec: LectureSpec, language: str, parts: Sequence[Planned], out: Path, cache: Cache
) -> tuple[list[Path], bool]:
    """Put pictures, sound, subtitles, chapters and words together; return the files and whether they are new.

    A receipt remembers what went into the files of that name and how they looked: if both still hold, nothing
    is done.
    """
    files = list(Film.at(out, spec.name, language))
    key = film_key(spec, language, parts)
    receipt = cache.lectures / f"{digest(str((out / spec.name).resolve()))[:32]}.{language}.json"
    if _holds(receipt, key, files):
        return files, False

    from lecture.rendering.film import Part
    from lecture.rendering.film import deliver as make_film

    finished = [
        Part(
            planned.performance.segment,
            planned.performance.script,
            planned.speeches,
            planned.performance.timeline,
            cache.pictures.path(planned.key, PICTURES),
            chapter,
        )
        for planned, chapter in zip(parts, chapters_of(parts), strict=True)
    ]
    make_film(out, spec.name, finished, title=title_in(spec, language), fps=spec.quality.fps)
    make_folder(cache.lectures)
    write_note(receipt, {"key": key, "files": {file.name: note_of(file) for file in files}})
    return files, True


def title_in(spec: LectureSpec, language: str) -> str:
    """Return the lecture's title in a language, or in whichever it has."""
    return spec.title.get(language) or next(iter(spec.title.values()), spec.name)


def chapters_of(parts: Sequence[Planned]) -> tuple[str, ...]:
    """Return the titles of the chapters, no two of them the same."""
    performances = [planned.performance for planned in parts]
    return chapter_titles(
        [one.script.title for one in performances], [dict(one.params) for one in performances]
    )


def film_key(spec: LectureSpec, language: str, parts: Sequence[Planned]) -> str:
    """Hash everything that a delivered film depends on."""
    return digest(
        {
            "pictures": [planned.key for planned in parts],
            "sound": [[speech.wav.stem for speech in planned.speeches] for planned in parts],
            "timelines": [planned.performance.timeline.to_json() for planned in parts],
            "scripts": [repr(planned.performance.script) for planned in parts],
            "title": title_in(spec, language),
            "chapters": chapters_of(parts),
            "language": note_of(facts_of(language).path),
            "source": fingerprint(["lecture.rendering.film"]),
            "versions": {name: version(name) for name in ("av", "numpy", "scipy", "srt")},
        }
    )


def _holds(receipt: Path, key: str, files: Sequence[Path]) -> bool:
    try:
        told: dict[str, Any] = json.loads(receipt.read_text(encoding="utf-8"))
        return told["key"] == key and all(fits(file, told["files"][file.name]) for file in files)
    except (OSError, ValueError, KeyError, TypeError):
        return False
