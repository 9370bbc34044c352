"""Runs hibari: phonemes in, sound and durations out. Loaded in the voice's own process only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np

from lecture.voices._natural.engine import Spoken
from lecture.voices._natural.english import English
from lecture.voices._natural.network import Network, checked, with_output
from lecture.voices._natural.spelling import Spelling
from lecture.voices.hibari import ENGINE
from scenes.narration.saying import Reading

_INSTALL = "install it anew: pip install --force-reinstall --no-deps hibari-tts==0.2.1"
_PARTS = ("lh", "theta", "ln", "lr", "phi", "f0")
_DURATIONS = "/Clip_output_0"


class Hibari:
    """The network of the speaker ``heart``, and the vocoder of the package."""

    rate = 24000
    unit = 600
    """Samples a unit of duration lasts."""
    longest = 400

    def __init__(self) -> None:
        self._english = English()
        signs = json.loads(files("hibari.assets").joinpath("vocab.json").read_text(encoding="utf-8"))
        self._signs: dict[str, int] = signs
        self.alphabet = frozenset(self._signs)
        model = checked([("hibari.assets", "hibari.onnx")], ENGINE.model, _INSTALL)
        self._network = Network(with_output(model, _DURATIONS))

    def spell(self, text: str, language: str, readings: Sequence[Reading]) -> Spelling:
        """Write a sentence in phonemes."""
        return self._english.spell(text, readings)

    def speak(self, phonemes: str, speaker: str, rate: float) -> Spoken:
        """Speak phonemes of the alphabet, with the same noise every time."""
        from hibari import dsp

        ids = np.array([[0, *(self._signs[char] for char in phonemes), 0]], np.int64)
        *parts, durations = self._network([*_PARTS, _DURATIONS], ids=ids, speed=np.array([rate], np.float32))
        sound = dsp.synth(*(part[0] for part in parts), np.random.default_rng(0))
        return Spoken(np.asarray(sound, np.float32), np.asarray(durations, np.float64).reshape(-1))


def engine() -> Hibari:
    """Load it."""
    return Hibari()
