"""English by hibari, a small network that was taught by Kokoro (package hibari-tts, Apache-2.0)."""

from __future__ import annotations

from lecture.voices._natural.voice import INSTALL, Engine, Natural
from lecture.voices.base import About

ENGINE = Engine(
    module="lecture.voices.hibari.engine",
    packages=("hibari-tts", "onnxruntime"),
    # Its sound is put together outside the network, so it depends on these too.
    computes_with=("numpy", "scipy"),
    model="5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8",
    schema=1,
    about=About(licence="Apache-2.0", needs=INSTALL, speed=50),
)


def voice(speaker: str = "", rate: float = 1.0) -> Natural:
    """Return the voice; no package is loaded yet."""
    return Natural("hibari", ENGINE, speaker, rate)
