"""The process that a natural voice lives in: sentences come as lines of JSON, sound goes back.

``python -m lecture.voices._natural.worker MODULE`` loads the engine of that module, writes one line, and then
answers every line with one of JSON, followed by the samples (16 bit, mono). It ends when its input does.
"""

from __future__ import annotations

import importlib
import json
import sys
import traceback
import warnings
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np

from lecture.errors import VoiceError
from lecture.voices._natural.engine import SpeakingEngine
from lecture.voices._natural.onsets import Edges, Sound, heard, lead, trimmed
from lecture.voices._natural.spelling import Spelling
from scenes.narration.saying import Reading

_BREATH = 0.15
"""Seconds between the pieces of a sentence that is too long to be spoken at once."""


def speak(
    engine: SpeakingEngine, request: Mapping[str, Any]
) -> tuple[Sound, list[tuple[int, float, float]], str]:
    """Speak one sentence: its sound, its words (number, start and end in seconds), its phonemes."""
    readings = [Reading(*reading) for reading in request["readings"]]
    spelling = engine.spell(request["text"], request["language"], readings).limited_to(engine.alphabet)
    parts: list[Sound] = []
    words: list[tuple[int, float, float]] = []
    clock = 0.0
    for piece in spelling.pieces(engine.longest):
        if parts:
            parts.append(np.zeros(round(_BREATH * engine.rate), np.float32))
            clock += _BREATH
        sound, inside = _piece(engine, piece, request)
        words += [(number, clock + edges.start, clock + edges.end) for number, edges in inside]
        parts.append(sound)
        clock += len(sound) / engine.rate
    return np.concatenate(parts), words, spelling.phonemes


def _piece(
    engine: SpeakingEngine, piece: Spelling, request: Mapping[str, Any]
) -> tuple[Sound, list[tuple[int, Edges]]]:
    spoken = engine.speak(piece.phonemes, request["speaker"], request["rate"])
    language = request["language"]
    times = np.cumsum(spoken.durations) * engine.unit / engine.rate
    if len(times) != len(piece.phonemes) + 2:
        raise VoiceError("its durations do not belong to its phonemes")
    spans: dict[int, tuple[int, int]] = {}
    for at, owner in enumerate(piece.owners):
        if owner >= 0:
            spans[owner] = (spans.get(owner, (at, at))[0], at)
    edges = [
        Edges(
            float(times[first]) - lead(piece.phonemes[first:], breathed=language == "en"),
            float(times[last + 1]),
            rested=piece.rests_before(first),
        )
        for first, last in spans.values()
    ]
    exact = heard(spoken.samples, engine.rate, edges)
    sound, cut = trimmed(spoken.samples, engine.rate)
    length = len(sound) / engine.rate
    inside = [Edges(min(max(one.start - cut, 0.0), length), min(one.end - cut, length)) for one in exact]
    return sound, list(zip(spans, inside, strict=True))


def serve(module: str, lines: BinaryIO, out: BinaryIO) -> None:
    """Load an engine and answer until there is no more input."""
    try:
        engine: SpeakingEngine = importlib.import_module(module).engine()
    except Exception as error:
        _tell(out, _failure(error))
        return
    _tell(out, {"rate": engine.rate})
    for line in lines:
        try:
            sound, words, phonemes = speak(engine, json.loads(line))
        except Exception as error:
            _tell(out, _failure(error))
            continue
        pcm = np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
        _tell(out, {"words": words, "phonemes": phonemes, "bytes": len(pcm)}, pcm)


def _failure(error: Exception) -> dict[str, str]:
    if isinstance(error, VoiceError):
        return {"error": error.what, "hint": error.hint}
    traceback.print_exception(error)
    return {"error": f"{type(error).__name__}: {error}".splitlines()[0], "hint": ""}


def _tell(out: BinaryIO, answer: Mapping[str, object], pcm: bytes = b"") -> None:
    out.write(json.dumps(answer).encode() + b"\n" + pcm)
    out.flush()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    channel = sys.stdout.buffer
    # What a library prints must not mix with the answers.
    sys.stdout = sys.stderr
    serve(sys.argv[1], sys.stdin.buffer, channel)
