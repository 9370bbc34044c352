"""Results, addressed by the hash of all that went into them. There is no index and no lock."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture.errors import OutputError


def digest(value: Any) -> str:
    """Return the SHA-256 of plain JSON values.

    Examples
    --------
    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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

    def draft(self, key: str, suffix: str) -> Path:
        """Return a passing name of this process for a result that is being made."""
        return self.folder / f".{key}{suffix}.{os.getpid()}.part"

    def take(self, key: str, suffix: str) -> Path | None:
        """Return a whole and undamaged result, or nothing."""
        path = self.path(key, suffix)
        return path if fits(path, _read_note(_note(path))) else None

    def adopt(self, part: Path, key: str, suffix: str) -> Path:
        """Move a finished file of the same disk into place."""
        path = self.path(key, suffix)
        note = note_of(part)
        part.replace(path)
        write_note(_note(path), note)
        return path


def note_of(path: Path) -> dict[str, Any]:
    """Return size and hash of a file."""
    return {"size": path.stat().st_size, "sha256": file_digest(path)}


def fits(path: Path, note: dict[str, Any] | None) -> bool:
    """Whether a file is the one that the note tells of; the size is looked at first."""
    try:
        if note is None or path.stat().st_size != note["size"]:
            return False
        return file_digest(path) == note["sha256"]  # type: ignore[no-any-return]
    except (OSError, KeyError):
        return False


def write_note(path: Path, note: dict[str, Any]) -> None:
    """Write a note in one go."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(json.dumps(note), encoding="utf-8")
    part.replace(path)


def sweep(folder: Path) -> None:
    """Remove what processes that are no more have left half written."""
    for part in folder.glob(".*.part"):
        owner = part.name.split(".")[-2]
        if owner.isdigit() and not _alive(int(owner)):
            part.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _read_note(path: Path) -> dict[str, Any] | None:
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return note if isinstance(note, dict) else None


def make_folder(folder: Path) -> None:
    """Make a folder that can be written, or say why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(
            f"cannot write here: {error.strerror}", "choose another folder with --out", path=folder
        ) from error
