"""Voices of a user's own for the tests of this folder: recordings, a model for Piper, a speech service.

What is "recorded" here was spoken by espeak-ng, whose times are known.
"""

from __future__ import annotations

import json
import stat
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from lecture import voices
from lecture.voices import Take, Voice
from lecture.voices.base import CueWords
from tests.lecture.running import ROOT

CODECS = {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "libmp3lame", ".m4a": "aac"}


def espeak(text: str, language: str = "en", rate: float = 1.0) -> Take:
    return voices.load("espeak", rate=rate).synthesize(text, language)


def write_sound(path: Path, take: Take, before: float = 0.0, channels: int = 1, gain: float = 1.0) -> Path:
    """Write a take as a file of the kind that its ending tells, with silence around it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    silence = np.zeros(round(before * take.rate), np.int16)
    sound = np.concatenate([silence, (take.samples * gain).astype(np.int16), silence])
    layout = {1: "mono", 2: "stereo"}[channels]
    with av.open(str(path), "w") as out:
        stream = out.add_stream(CODECS[path.suffix.lower()], rate=take.rate, layout=layout)
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=take.rate)
        for start in range(0, len(sound), 1024):
            frame = av.AudioFrame.from_ndarray(sound[None, start : start + 1024], "s16", "mono")
            frame.sample_rate, frame.pts, frame.time_base = take.rate, start, Fraction(1, take.rate)
            for piece in resampler.resample(frame):
                out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return path


# --- Piper ----------------------------------------------------------------------------------------------------------
PROGRAM = """\
#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
# A shell finds Python also where its path has a space.
# Stands in for the program `piper`: its command line, as its documentation has it, and another voice inside.
import argparse, sys
sys.path[:0] = {paths!r}
options = argparse.ArgumentParser()
options.add_argument("-m", "--model", required=True)
options.add_argument("-c", "--config")
options.add_argument("-f", "--output-file", "--output_file")
options.add_argument("-s", "--speaker", type=int)
options.add_argument("--length-scale", "--length_scale", type=float)
options.add_argument("--noise-scale", "--noise_scale", type=float)
options.add_argument("--noise-w-scale", "--noise_w_scale", "--noise-w", "--noise_w", type=float)
options.add_argument("--sentence-silence", "--sentence_silence", type=float, default=0.0)
told = options.parse_args()
{trouble}
from pathlib import Path
from lecture import voices
from lecture.sound.speech import write_sound
language = Path(told.model).read_text()
for line in sys.stdin:
    voice = voices.load("espeak", rate=1 / told.length_scale)
    write_sound(Path(told.output_file), voice.synthesize(line.strip(), language))
"""
CODES = {"en": "en_US", "zh": "zh_CN"}


def piper(folder: Path, language: str = "en", trouble: str = "", **config: object) -> Voice:
    """Return a voice with a model that is the name of its language, spoken by a program of ours."""
    model = folder / "model.onnx"
    model.write_text(language)
    told = {"language": {"code": CODES[language]}, "num_speakers": 1, "speaker_id_map": {}, **config}
    (folder / "model.onnx.json").write_text(json.dumps(told))
    program = folder / "piper"
    paths = [str(ROOT), *sys.path]
    program.write_text(PROGRAM.format(python=sys.executable, paths=paths, trouble=trouble))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return voices.load("piper", model=model, program=str(program))


# --- a speech service -----------------------------------------------------------------------------------------------
SERVICE = '''\
"""A speech service as manim-voiceover documents it: text in, a dictionary with the name of a sound file out."""
from pathlib import Path
from lecture import voices
from lecture.sound.speech import write_sound

class Speaker:
    def __init__(self, language="en", told=(), trouble="", **kwargs):
        print("a service may print")
        self.language, self.told, self.trouble = language, told, trouble
        self.cache_dir = Path("voiceovers")

    def _wrap_generate_from_text(self, text, **kwargs):
        data = self.generate_from_text(" ".join(text.split()), cache_dir=None, path=None, **kwargs)
        return {**data, "final_audio": data["original_audio"]}

    def generate_from_text(self, text, cache_dir=None, path=None, **kwargs):
        exec(self.trouble)
        take = voices.load("espeak").synthesize(text, self.language)
        write_sound(Path(cache_dir or self.cache_dir) / "said.wav", take)
        told = {"input_text": text, "original_audio": "said.wav"}
        if self.told:
            told["word_boundaries"] = [
                {
                    "audio_offset": int(word.t0 * 10_000_000),
                    "duration_milliseconds": int((word.t1 - word.t0) * 1000),
                    "text_offset": word.start,
                    "word_length": word.end - word.start,
                    "text": word.text.strip(".,"),
                    "boundary_type": "Word",
                }
                for word in take.words
            ]
        return told
'''


def service(folder: Path, **options: object) -> Voice:
    """Return the voice of a service whose module stands in a folder; the caller puts that on ``sys.path``."""
    (folder / "service_of_a_test.py").write_text(SERVICE)
    return voices.load("service", service="service_of_a_test.Speaker", options=options)


# --- all of them ----------------------------------------------------------------------------------------------------
def ready(name: str, language: str, text: str, folder: Path) -> Voice:
    """Return a voice that can say this text, whatever it needs for that; the folder is on ``sys.path``."""
    if name == "recorded":
        write_sound(folder / "seg/cue.wav", espeak(text, language), before=0.5)
        voice = voices.load("recorded", folder=folder)
        return voice.cast("seg", {"cue": CueWords(text, {})}, language)["cue"]  # type: ignore[attr-defined, no-any-return]
    if name == "piper":
        return piper(folder, language)
    if name == "service":
        return service(folder, language=language)
    return voices.load(name)
