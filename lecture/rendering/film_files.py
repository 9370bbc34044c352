"""The files that one film is delivered as. Standard library only: whether they are there is asked in no time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Film:
    """One film in one language: video, subtitles, transcript, and the time of every word."""

    video: Path
    srt: Path
    vtt: Path
    transcript: Path
    words: Path

    @classmethod
    def at(cls, folder: Path, name: str, language: str) -> Film:
        """Name the files of a film.

        Examples
        --------
        >>> [path.name for path in Film.at(Path("films"), "optimizers", "zh")][2:]
        ['optimizers.zh.vtt', 'optimizers.zh.md', 'optimizers.zh.words.json']
        """
        kinds = ("mp4", "srt", "vtt", "md", "words.json")
        return cls(*(folder / f"{name}.{language}.{kind}" for kind in kinds))

    def __iter__(self) -> Iterator[Path]:
        return (getattr(self, field.name) for field in fields(self))
