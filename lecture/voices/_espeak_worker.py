"""Speaks one text with espeak-ng: a program of its own, run anew for every text.

In a long-lived process the engine is neither thread-safe nor repeatable. Reads a JSON request on
standard input and writes one line of JSON (rate, events), followed by the samples (16 bit, mono).
Standard library only.
"""

import ctypes
import json
import os
import sys
from typing import Any

_SYNCHRONOUS = 2
_PHONEME_EVENTS = 1 | 2  # as IPA
_DONT_EXIT = 0x8000
_UTF8 = 1
_WORD, _PHONEME = 1, 7
_PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "pitch_range": 4, "word_gap": 7}


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def _speak(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    engine = ctypes.CDLL(request["library"])
    # The engine cannot take a data path of more than about 140 characters.
    os.chdir(request["data"])
    rate = engine.espeak_Initialize(_SYNCHRONOUS, 0, b".", _PHONEME_EVENTS | _DONT_EXIT)
    if rate <= 0:
        sys.exit(f"its data could not be read in {request['data']}")
    sound: list[bytes] = []
    words: list[tuple[int, int]] = []
    phonemes: list[tuple[int, str]] = []

    def receive(samples: Any, count: int, events: Any) -> int:
        if count > 0 and samples:
            sound.append(ctypes.string_at(samples, count * 2))
        at = 0
        while events[at].type:
            event = events[at]
            if event.type == _WORD:
                words.append((event.text_position - 1, event.sample))
            elif event.type == _PHONEME:
                phonemes.append((event.sample, event.id.string.decode("utf-8", "replace")))
            at += 1
        return 0

    callback = _Callback(receive)
    engine.espeak_SetSynthCallback(callback)
    if engine.espeak_SetVoiceByName(request["voice"].encode()):
        sys.exit(f"it has no voice '{request['voice']}'")
    for name, value in request["parameters"].items():
        engine.espeak_SetParameter(_PARAMETERS[name], int(value), 0)
    text = request["text"].encode()
    if engine.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, _UTF8, None, None):
        sys.exit("it could not speak the text")
    return {"rate": rate, "words": words, "phonemes": phonemes}, b"".join(sound)


if __name__ == "__main__":
    answer, pcm = _speak(json.load(sys.stdin))
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pcm)
