"""Sound files of any common kind as mono samples, by PyAV: wav, flac, mp3, m4a, at any rate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lecture.errors import VoiceError

if TYPE_CHECKING:
    from av import AudioFrame

Sound = NDArray[np.float32]

RATE = 48_000
"""Samples a second of what is returned: those of a film."""
KINDS = (".wav", ".flac", ".mp3", ".m4a")
_WHOLE = 0.98
"""Share of the promised length that must be there."""
_SLACK = 0.1
_HEAD, _OPEN = 200, 0xFFFFFFFF
"""Bytes of a wav file that are no sound, about; what it says if its length is not known."""
"""Seconds that an encoder may add or lose."""


def decoded(path: Path) -> Sound:
    """Read a sound file as mono samples at :data:`RATE`, full scale ±1.

    Raises
    ------
    VoiceError
        If it is not there, holds no sound, or breaks off.
    """
    import av

    pieces: list[Sound] = []
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise VoiceError("there is no sound in this file", _again(path), path=path)
            stream = container.streams.audio[0]
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for frame in container.decode(stream):
                pieces += map(_samples, resampler.resample(frame))
            pieces += map(_samples, resampler.resample(None))
            promised = max(_promised(stream, container), _promised_by_head(path, stream))
    except FileNotFoundError:
        raise VoiceError("there is no such sound file", _again(path), path=path) from None
    except (av.error.FFmpegError, OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise VoiceError(f"this sound file cannot be read: {told}", _again(path), path=path) from error
    sound = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    seconds = len(sound) / RATE
    if seconds < _WHOLE * promised - _SLACK:
        what = f"this sound file breaks off: {seconds:.1f} s of {promised:.1f} s are there"
        raise VoiceError(what, "copy or record it again", path=path)
    return sound


def _samples(frame: AudioFrame) -> Sound:
    return np.asarray(frame.to_ndarray().reshape(-1), np.float32)


def _promised(stream: object, container: object) -> float:
    """Seconds that the file says it has; 0 if it does not say."""
    length, unit = getattr(stream, "duration", None), getattr(stream, "time_base", None)
    if length and unit:
        return float(length * unit)
    whole = getattr(container, "duration", None)
    return float(whole) / 1_000_000 if whole else 0.0


def _promised_by_head(path: Path, stream: object) -> float:
    """Seconds that the first bytes of a wav file promise, however little follows; 0 for other kinds."""
    with path.open("rb") as file:
        head = file.read(8)
    length = int.from_bytes(head[4:], "little")
    # A program that writes while it records leaves the length open.
    if head[:4] != b"RIFF" or length in (0, _OPEN):
        return 0.0
    bits = getattr(stream, "bit_rate", None) or 0
    return 8 * (length - _HEAD) / bits if bits else 0.0


def _again(path: Path) -> str:
    return f"record it again, as one of: {', '.join(path.stem + kind for kind in KINDS)}"
