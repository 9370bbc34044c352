"""Marks that somebody has set by hand: a small file beside a recording, a line each.

A line is a time in seconds and the name of a mark; an end may stand between them, so that labels as Audacity exports
them will do (https://manual.audacityteam.org/man/importing_and_exporting_labels.html).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from lecture.errors import VoiceError
from lecture.nearest import hint_for

ENDING = ".txt"
_SHAPE = "write a line a mark: seconds, then its name, such as: 3.42 turn"


def read_taps(path: Path, marks: Mapping[str, int], length: float) -> dict[str, float]:
    """Read the times of marks, in seconds of the recording; none if there is no such file.

    Parameters
    ----------
    marks
        The marks of this cue, with their offsets in its words.
    length
        Seconds of the recording.

    Raises
    ------
    VoiceError
        If a line is no time and mark, or they are not in the order of the words; it names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise VoiceError(f"cannot be read: {error}", "save it as UTF-8 text", path=path) from error
    taps: dict[str, float] = {}
    for number, line in enumerate(lines, 1):
        parts = line.partition("#")[0].split()
        if not parts:
            continue
        seconds = _seconds(parts[0])
        if seconds is None or len(parts) not in (2, 3):
            raise VoiceError(f"'{line.strip()[:60]}' is no mark", _SHAPE, path=path, line=number)
        name = parts[-1]
        if name not in marks:
            hint = hint_for(name, marks) if marks else "this cue has no marks: delete this file"
            raise VoiceError(f"there is no mark '{name}' in this cue", hint, path=path, line=number)
        if not 0 <= seconds <= length:
            what = f"{seconds:g} s is not in the recording, which lasts {length:.2f} s"
            raise VoiceError(what, _SHAPE, path=path, line=number)
        later = [one for one, at in taps.items() if (marks[one] < marks[name]) != (at < seconds)]
        if name in taps or later:
            other = name if name in taps else later[0]
            what = f"'{name}' at {seconds:g} s does not fit '{other}' at {taps[other]:g} s"
            raise VoiceError(what, "marks are in the order of the words, once each", path=path, line=number)
        taps[name] = seconds
    return taps


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) else None
