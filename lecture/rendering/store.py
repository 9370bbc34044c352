"""Results, addressed by the hash of all that went into them. There is no index."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture.files import CACHE, OUT, replacing, settle, unwritable
from lecture.keys.sources import unchanged
from lecture.keys.values import file_digest


@dataclass(frozen=True)
class Store:
    """A folder of files named by their keys, each with a note of its size and hash.

    A file is written under a passing name and moved into place, its note last: whatever stops the work, only
    a file with a note that fits it is ever taken.
    """

    folder: Path

    def path(self, key: str, suffix: str) -> Path:
        """Return where the result of that key is, or will be."""
        return self.folder / f"{key}{suffix}"

    def take(self, key: str, suffix: str) -> Path | None:
        """Return a whole and undamaged result of what still stands as it did, or nothing."""
        path = self.path(key, suffix)
        note = _read_note(_note(path))
        if not fits(path, note) or not unchanged(note.get("also", {})):
            return None
        used(_note(path))
        return path

    def note(self, key: str, suffix: str) -> dict[str, Any]:
        """Return what is noted of a result; nothing if there is none."""
        return _read_note(_note(self.path(key, suffix)))

    def adopt(
        self,
        part: Path,
        key: str,
        suffix: str,
        also: Mapping[str, str] | None = None,
        told: Mapping[str, str] | None = None,
    ) -> Path:
        """Move a finished file of the same folder into place.

        Parameters
        ----------
        also
            Digests of modules that went into it and are not in its key: see
            :func:`~lecture.keys.sources.named_at_run_time`.
        told
            What else is to be noted of it.

        Raises
        ------
        OutputError
            If it cannot be moved, or its note cannot be written.
        """
        path = self.path(key, suffix)
        try:
            settle(part)
            note = note_of(part)
            # Until the new note is there, the old one fits nothing.
            os.replace(part, path)
        except OSError as error:
            raise unwritable(path, error, CACHE) from error
        write_note(_note(path), {**(told or {}), **note, "also": dict(also or {})}, CACHE)
        return path


def note_of(path: Path) -> dict[str, Any]:
    """Return size and hash of a file."""
    return {"size": path.stat().st_size, "sha256": file_digest(path)}


def fits(path: Path, note: dict[str, Any]) -> bool:
    """Whether a file is the one that the note tells of; the size is looked at first."""
    try:
        return bool(path.stat().st_size == note["size"]) and file_digest(path) == str(note["sha256"])
    except (OSError, KeyError):
        return False


def used(note: Path) -> None:
    """Remember that a result was of use now; where that cannot be written down, never mind."""
    with suppress(OSError):
        os.utime(note)


def write_note(path: Path, note: dict[str, Any], option: str = OUT) -> None:
    """Write a note in one go."""
    with replacing(path, option) as draft:
        draft.write_text(json.dumps(note), encoding="utf-8")


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _read_note(path: Path) -> dict[str, Any]:
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}
