"""Which words each recording says: noted beside the recordings, so that words that have changed since are seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

NAME = "said.json"


def digest(path: Path) -> str:
    """Return the hash of a file, empty if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def outdated(folder: Path, files: Mapping[str, Path], words: Mapping[str, str]) -> dict[str, str]:
    """Return the cues whose words have changed since they were noted, with the words that were recorded."""
    noted = _read(folder)
    return {
        cue: noted[cue]["words"]
        for cue, path in files.items()
        if cue in noted and noted[cue]["words"] != words[cue] and noted[cue]["sound"] == digest(path)
    }


def noted(folder: Path, files: Mapping[str, Path], words: Mapping[str, str]) -> str:
    """Return what is to be noted: a new recording says the words of today, another one what it said before."""
    known = _read(folder)
    for cue, path in files.items():
        sound = digest(path)
        if known.get(cue, {}).get("sound") != sound:
            known[cue] = {"sound": sound, "words": words[cue]}
    return json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _read(folder: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return {cue: {key: str(one[key]) for key in ("sound", "words")} for cue, one in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
