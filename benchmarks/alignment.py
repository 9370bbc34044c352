"""How exact the times of words are that are found by holding a recording against another voice.

``python benchmarks/alignment.py [--lang zh] [--every 6] [--noise 0.03]`` has one voice, whose times are known, stand
for the lecturer, times its words by each of the others, and prints how far off their onsets are. ``--noise`` is the
level of a noisy room, against that of the speech.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lecture import voices  # noqa: E402
from lecture.sound.audio import read_wav  # noqa: E402
from lecture.sound.speech import speak  # noqa: E402
from lecture.spec import load_spec  # noqa: E402
from lecture.voices import Take  # noqa: E402
from lecture.voices._aligned.alignment import align  # noqa: E402
from scenes.performance import Performance  # noqa: E402

PAIRS = {
    "en": (
        ("espeak", "hibari"),
        ("kokoro/am_michael", "hibari"),
        ("kokoro/am_michael", "espeak"),
        ("hibari", "espeak"),
    ),
    "zh": (("espeak", "kokoro/zf_xiaoxiao"), ("kokoro/zm_yunjian", "kokoro/zf_xiaoxiao")),
}
"""Who stands for the lecturer, and against whom he is held."""


def takes(voice: str, language: str, every: int, cache: Path) -> list[Take]:
    """Have every n-th cue of the stock course spoken."""
    name, _, speaker = voice.partition("/")
    speaks = voices.load(name, **({"speaker": speaker} if speaker else {}))
    found = []
    for one in load_spec().segments:
        script = Performance.prepare(one.name, language, one.parameters).script
        part = replace(script, cues=script.cues[::every])
        for speech in speak(part, speaks, cache):
            samples, rate = read_wav(speech.wav)
            found.append(Take((samples * 32767).astype(np.int16), rate, speech.words, speech.timing))
    return found


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lang", choices=tuple(PAIRS), action="append", default=[])
    options.add_argument("--every", type=int, default=6, help="take every n-th cue")
    options.add_argument(
        "--noise", type=float, default=0.0, help="level of noise, against that of the speech"
    )
    options.add_argument("--cache", type=Path, default=Path(tempfile.mkdtemp()), help="where sound is kept")
    chosen = options.parse_args()
    percents = "median | 90 % | 95 % | 99 % | within 50 ms | 100 ms"
    print(f"| recorded | held against | words | {percents} | difference | time |")
    print("| --- " * 11 + "|")
    for language in chosen.lang or PAIRS:
        for recorded, guide in PAIRS[language]:
            late: list[float] = []
            differences, clock, seconds = [], 0.0, 0.0
            spoken = [takes(voice, language, chosen.every, chosen.cache) for voice in (recorded, guide)]
            for true, guiding in zip(*spoken, strict=True):
                sound = true.samples.astype(np.float32) / np.float32(32768)
                noise = np.random.default_rng(0).normal(0, 1, sound.size) * np.sqrt(np.mean(sound**2))
                begin = perf_counter()
                found = align((sound + chosen.noise * noise).astype(np.float32), true.rate, guiding)
                clock += perf_counter() - begin
                seconds += sound.size / true.rate
                differences.append(found.difference)
                late += [1000 * abs(a.t0 - b.t0) for a, b in zip(found.words, true.words, strict=True)]
            off = np.array(late)
            median, most, more, all_ = np.percentile(off, (50, 90, 95, 99))
            print(
                f"| {recorded} ({language}) | {guide} | {len(off)} | {median:.0f} ms | {most:.0f} ms | {more:.0f} ms "
                f"| {all_:.0f} ms | {np.mean(off <= 50):.1%} | {np.mean(off <= 100):.1%} "
                f"| {min(differences):.2f} to {max(differences):.2f} | {clock / seconds:.3f} s/s |",
                flush=True,
            )


if __name__ == "__main__":
    main()
