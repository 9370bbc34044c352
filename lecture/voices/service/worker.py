"""The process that a speech service lives in: texts come as lines of JSON, sound goes back.

``python -m lecture.voices.service.worker JSON`` makes the service, writes one line, and then answers every line with
one of JSON, followed by the samples (16 bit, mono), as ``lecture.voices._natural.worker`` does.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
import traceback
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from lecture.errors import VoiceError
from lecture.voices._aligned.decoding import RATE, decoded

TICKS = 10_000_000
"""Units of a second that word boundaries are counted in."""


def made(request: Mapping[str, Any]) -> Any:
    """Import the class, and make it with its options."""
    module, _, name = request["service"].rpartition(".")
    try:
        kind = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        raise VoiceError(f"it needs the package {error.name}", f"pip install {error.name}") from error
    except AttributeError as error:
        raise VoiceError(
            f"{module} has no '{name}'", "correct its import path in the lecture file"
        ) from error
    return kind(**request["options"])


def speak(service: Any, text: str, folder: Path) -> tuple[np.ndarray, list[tuple[str, float, float]]]:
    """Have a text spoken; return its sound, and each word with its start and end (0 if it is not told)."""
    service.cache_dir = folder
    whole = getattr(service, "_wrap_generate_from_text", None)
    told = whole(text) if whole else service.generate_from_text(text, cache_dir=str(folder))
    name = told.get("final_audio") or told.get("original_audio")
    if not name:
        raise VoiceError("it names no sound file", "its class must return original_audio")
    sound = decoded(folder / name)
    words = []
    for one in told.get("word_boundaries") or ():
        start = one["audio_offset"] / TICKS
        lasts = one.get("duration_milliseconds") or 0
        words.append((str(one["text"]), start, start + lasts / 1000 if lasts else 0.0))
    return sound, words


def serve(request: Mapping[str, Any], lines: BinaryIO, out: BinaryIO) -> None:
    """Make the service and answer until there is no more input."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            service = made(request)
        except (Exception, SystemExit) as error:
            _tell(out, _failure(error))
            return
        _tell(out, {"rate": RATE})
        for line in lines:
            try:
                sound, words = speak(service, json.loads(line)["text"], Path(folder))
            except (Exception, SystemExit) as error:
                _tell(out, _failure(error))
                continue
            pcm = np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
            _tell(out, {"words": words, "phonemes": "", "bytes": len(pcm)}, pcm)


def _failure(error: BaseException) -> dict[str, str]:
    if isinstance(error, VoiceError):
        return {"error": error.what, "hint": error.hint}
    traceback.print_exception(error)
    if isinstance(error, EOFError):
        what = "it asks a question, which nobody can answer here"
        return {"error": what, "hint": "use it once by itself: it may want a key or a package"}
    lines = f"{type(error).__name__}: {error}".splitlines()
    return {
        "error": lines[0],
        "hint": "see whether it works by itself: a service may need a network, or a key",
    }


def _tell(out: BinaryIO, answer: Mapping[str, object], pcm: bytes = b"") -> None:
    out.write(json.dumps(answer).encode() + b"\n" + pcm)
    out.flush()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    channel, requests = sys.stdout.buffer, os.fdopen(os.dup(0), "rb")
    # What a library prints must not mix with the answers, and what it asks nobody hears.
    sys.stdout = sys.stderr
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    serve(json.loads(sys.argv[1]), requests, channel)
