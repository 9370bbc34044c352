"""Speaks with a model of Piper's that the user has, by the program ``piper`` (GPL-3: a program of its own).

The options are those that both Pipers know, the older program in C++ and the newer one in Python. Piper adds chance
to its sound, which is left out here, so that the same words sound the same again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from signal import Signals
from typing import Any

import numpy as np

from lecture.errors import VoiceError
from lecture.voices._aligned.decoding import RATE, decoded
from lecture.voices._aligned.guide import Guide
from lecture.voices._aligned.levels import trimmed
from lecture.voices._plausible import make_sure
from lecture.voices.base import About, Take
from scenes.narration.language import language as facts_of
from scenes.narration.language import languages

_SCHEMA = 1
_TABLE = 'in the lecture file: [voice.en] name = "piper", model = "models/en_US-joe-medium.onnx"'
_INSTALL = 'pip install piper-tts, or name the program in the lecture file: program = "/path/to/piper"'
_SECONDS = 60.0, 1.0
"""Seconds allowed for a text, and for each of its characters."""


@dataclass(frozen=True)
class Piper:
    """A model (``NAME.onnx`` with ``NAME.onnx.json`` beside it), one of its speakers, and the program."""

    model: Path | None = None
    speaker: str = ""
    program: str = "piper"
    rate: float = 1.0
    name: str = "piper"

    @property
    def about(self) -> About:
        """Licence and needs."""
        return About(licence="the model's own; Piper: GPL-3.0 (a program of its own)", needs=_TABLE)

    @property
    def languages(self) -> frozenset[str]:
        """The language of the model; all, while it is not known."""
        try:
            code = str(self._config()["language"]["code"]).replace("-", "_").partition("_")[0].lower()
        except (VoiceError, KeyError, TypeError):
            return frozenset(languages())
        return frozenset({code} & set(languages()))

    @property
    def started(self) -> tuple[str, ...]:
        """Modules of the voice that it is held against."""
        [language] = self.languages if len(self.languages) == 1 else ("en",)
        return Guide(language).modules

    def speakers(self, language: str) -> Mapping[str, float]:
        """Names of the model's speakers, if it has several."""
        try:
            names = self._config().get("speaker_id_map") or {}
        except VoiceError:
            return {}
        return dict.fromkeys(map(str, names), 1.0)

    def faults(self, language: str) -> dict[str, tuple[str, str]]:
        """Tell what is wrong with each setting, and what to do."""
        found = {}
        if not self._program():
            found["program"] = f"the program '{self.program}' is not here", _INSTALL
        try:
            config = self._config()
        except VoiceError as error:
            found["model"] = (f"{error.path}: {error.what}" if error.path else error.what), error.hint
            return found
        if config.get("phoneme_type") == "pinyin":
            found["model"] = (
                "this model needs files from the network while it speaks",
                "take a model that does not read pinyin",
            )
        return found

    def check(self, language: str) -> None:
        """Make sure that model and program are there."""
        for what, hint in self.faults(language).values():
            raise VoiceError(what, hint)
        if language not in self.languages:
            known = ", ".join(sorted(self.languages)) or "none of ours"
            raise VoiceError(f"the model {self.model} does not speak '{language}'", f"it speaks: {known}")
        self._speaker()
        Guide(language).voice.check(language)

    def fingerprint(self, language: str) -> Mapping[str, object]:
        """Return the hashes of model and program, the settings, and whom it is held against."""
        model, program = self._model(), self._program()
        return {
            "engine": self.name,
            "schema": _SCHEMA,
            "model": _digest(model),
            "config": _digest(_beside(model)),
            "program": _digest(Path(program)) if program else "",
            "speaker": self._speaker(),
            "rate": self.rate,
            "rest": facts_of(language).rest,
            "guide": dict(Guide(language).fingerprint()),
        }

    def synthesize(self, text: str, language: str) -> Take:
        """Speak a text; its words are timed by holding it against a voice that knows its own times."""
        with tempfile.TemporaryDirectory() as folder:
            wav = Path(folder) / "said.wav"
            self._run(text, wav, facts_of(language).rest)
            try:
                whole = decoded(wav)
            except VoiceError as error:
                raise VoiceError(f"piper wrote no sound: {error.what}", self._try()) from error
        sound, _ = trimmed(whole, RATE)
        samples = np.rint(np.clip(sound, -1, 1) * 32767).astype(np.int16)
        make_sure(Take(samples, RATE, (), "aligned"), text, language, self._try())
        words = Guide(language).timed(sound, RATE, text).words
        return Take(samples, RATE, words, "aligned")

    def paced(self, factor: float) -> Piper:
        """Return the same voice, so many times as fast."""
        return replace(self, rate=self.rate * factor)

    def _run(self, text: str, wav: Path, rest: float) -> None:
        program = self._program()
        if not program:
            raise VoiceError(f"the program '{self.program}' is not here", _INSTALL)
        model, speaker = self._model(), self._speaker()
        options = {
            "model": model,
            "config": _beside(model),
            "output_file": wav,
            "length_scale": f"{1 / self.rate:.4f}",
            "sentence_silence": rest,
            # Without chance.
            "noise_scale": 0,
            "noise_w": 0,
            **({} if speaker is None else {"speaker": speaker}),
        }
        command = [program, *(part for name, one in options.items() for part in (f"--{name}", str(one)))]
        allowed = _SECONDS[0] + _SECONDS[1] * len(text)
        try:
            # A line is a text of its own to it.
            done = subprocess.run(
                command,
                input=" ".join(text.split()).encode() + b"\n",
                capture_output=True,
                timeout=allowed,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            hint = "the machine may be very busy: try again"
            raise VoiceError(f"piper did not answer within {allowed:.0f} s", hint) from None
        except OSError as error:
            raise VoiceError(f"piper cannot be run: {error.strerror}", _INSTALL) from error
        if done.returncode:
            how = (
                f"died by signal {Signals(-done.returncode).name}"
                if done.returncode < 0
                else f"failed with status {done.returncode}"
            )
            lines = done.stderr.decode(errors="replace").strip().splitlines()
            raise VoiceError(f"piper {how}" + (f": {lines[-1]}" if lines else ""), self._try())

    def _try(self) -> str:
        return f"try it alone: echo Hello. | {self.program} --model {self.model} --output_file hello.wav"

    def _program(self) -> str | None:
        """Where the program is: on the path, or beside the Python that runs this."""
        beside = Path(sys.executable).parent / self.program
        return shutil.which(self.program) or (str(beside) if os.access(beside, os.X_OK) else None)

    def _model(self) -> Path:
        if self.model is None:
            raise VoiceError("a voice of Piper's needs a model", _TABLE)
        if not self.model.is_file():
            raise VoiceError(f"there is no model '{self.model}'", "a model is a file NAME.onnx")
        return self.model

    def _config(self) -> dict[str, Any]:
        path = _beside(self._model())
        try:
            config = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise VoiceError(
                f"the model's description '{path.name}' is not beside it",
                "it comes with the model: put it there",
            ) from None
        except (OSError, ValueError) as error:
            raise VoiceError(
                f"the model's description is broken: {error}", "copy it again", path=path
            ) from error
        if not isinstance(config, dict):
            raise VoiceError("the model's description is broken: it is no table", "copy it again", path=path)
        return config

    def _speaker(self) -> int | None:
        """Return the number of the speaker; names are for people."""
        if not self.speaker:
            return None
        numbers: dict[str, int] = self._config().get("speaker_id_map") or {}
        if self.speaker not in numbers:
            known = ", ".join(numbers) or "one, without a name"
            raise VoiceError(f"the model has no speaker '{self.speaker}'", f"it has: {known}")
        return int(numbers[self.speaker])


def _beside(model: Path) -> Path:
    return model.with_name(model.name + ".json")


def _digest(path: Path) -> str:
    try:
        state = path.stat()
        return _digest_of(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise VoiceError(f"cannot be read: {error.strerror}", "copy it again", path=path) from error


@cache
def _digest_of(path: Path, changed: int, size: int) -> str:
    """Hash a file once for each of its states."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def voice(model: Path | None = None, speaker: str = "", program: str = "piper", rate: float = 1.0) -> Piper:
    """Return the voice of a model; nothing is read yet."""
    return Piper(model, speaker, program, rate)
