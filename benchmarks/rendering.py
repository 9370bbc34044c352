"""How long it takes to draw a lecture, against manim's own command on the same segments: whole processes, in turns.

``python benchmarks/rendering.py [--quality 720p30] [--segment zigzag_sgd ...] [--course]`` prints one table.
Nobody speaks, so that both draw to the same times. manim is called as its users call it: one process, and as many as
there are cores, each with some of the segments. Of one segment, its film is compared with manim's too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import av
import numpy as np
import psutil
from scipy.ndimage import uniform_filter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lecture.cli.warm import Warm  # noqa: E402
from lecture.quality import QUALITIES, Quality  # noqa: E402
from scenes import catalog  # noqa: E402
from scenes.performance import Performance  # noqa: E402

LOOKED_AT = 15
"""Every so many frames of both films are compared."""
STABLE = (0.01 * 255) ** 2, (0.03 * 255) ** 2
"""What keeps a quotient finite, as in Wang and others (2004)."""
WINDOW = 7
"""Pixels across, likewise."""


@dataclass
class Run:
    """One command, done one time a round: its seconds, those of processor time, its greatest memory in bytes."""

    name: str
    wall: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    memory: int = 0


def watched(run: Run, commands: Sequence[Sequence[str]], folder: Path) -> None:
    """Run commands side by side and note what they take, with all the processes that they start."""
    begin = perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [psutil.Popen(one, cwd=folder, env=environment, **quiet) for one in commands]
    spent: dict[int, float] = {}
    while any(process.poll() is None for process in started):
        for process in started:
            for one in _family(process):
                try:
                    times, memory = one.cpu_times(), one.memory_info().rss
                except psutil.Error:
                    continue
                spent[one.pid] = times.user + times.system
                run.memory = max(run.memory, memory)
        sleep(0.1)
    run.wall.append(perf_counter() - begin)
    run.spent.append(sum(spent.values()))
    if failed := [process.args for process in started if process.returncode]:
        raise SystemExit(f"failed: {failed[0]}")


def _family(process: psutil.Popen) -> list[psutil.Process]:
    try:
        return [psutil.Process(process.pid), *process.children(recursive=True)]
    except psutil.Error:
        return []


def stock(segment: str, quality: Quality, folder: Path) -> list[str]:
    """Return the command by which manim draws a segment."""
    scene = catalog.home(segment).folder / "scene.py"
    size = f"{quality.width},{quality.height}"
    name = catalog.segment_class(segment).__name__
    options = (
        "--resolution",
        size,
        "--fps",
        str(quality.fps),
        "--media_dir",
        str(folder / segment),
        "--disable_caching",
    )
    return [sys.executable, "-m", "manim", "render", *options, str(scene), name]


def shell(commands: Sequence[Sequence[str]]) -> list[str]:
    """Return one command that does several, one after the other."""
    told = "import json, subprocess, sys\nfor one in json.loads(sys.argv[1]): subprocess.run(one, check=True)"
    return [sys.executable, "-c", told, json.dumps([list(one) for one in commands])]


def ours(*arguments: str) -> list[str]:
    """Return a command of ours."""
    return [sys.executable, "-m", "lecture", *arguments]


def film_of(folder: Path) -> Path:
    """Return the one film below a folder that is no part of another."""
    [film] = [
        path for path in folder.rglob("*.mp4") if not {"partial_movie_files", "cache"} & set(path.parts)
    ]
    return film


def luma(path: Path) -> Iterator[np.ndarray]:
    """Yield the brightness of every fifteenth frame ``(height, width)``, 0 to 255."""
    with av.open(str(path)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            if index % LOOKED_AT == 0:
                yield frame.to_ndarray(format="gray").astype(float)


def similarity(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean structural similarity of two pictures (Wang and others, 2004), with even windows."""

    def mean(picture: np.ndarray) -> np.ndarray:
        return uniform_filter(picture, WINDOW)

    first, second = mean(one), mean(other)
    spread = mean(one * one) - first**2, mean(other * other) - second**2
    together = mean(one * other) - first * second
    low, high = STABLE
    above = (2 * first * second + low) * (2 * together + high)
    below = (first**2 + second**2 + low) * (sum(spread) + high)
    return float((above / below).mean())


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quality", default="720p30", choices=QUALITIES)
    options.add_argument("--segment", action="append", default=[])
    options.add_argument("--course", action="store_true", help="all segments of the course")
    options.add_argument("--rounds", type=int, default=1)
    chosen = options.parse_args()
    quality, cores = QUALITIES[chosen.quality], os.cpu_count() or 1
    segments = list(catalog.segments()) if chosen.course else chosen.segment or ["zigzag_sgd"]
    runs: dict[str, Run] = {}
    with tempfile.TemporaryDirectory() as temporary:
        there = Path(temporary)
        own = there / "own"
        listed = "".join(f'[[segment]]\nname = "{name}"\n' for name in segments)
        cues = Performance.prepare(segments[0], "en").timeline.cues
        cue = cues[len(cues) // 2].name
        words = own / "words" / segments[0] / "en.toml"
        words.parent.mkdir(parents=True)
        words.write_text(f"[cue.{cue}]\npause = 0.9\n", encoding="utf-8")

        def lecture(more: str) -> None:
            head = f'title = {{ en = "A" }}\nvoice = "silent"\n{more}\n'
            (own / "a.toml").write_text(head + listed, encoding="utf-8")

        lecture("")
        render = ("render", "a.toml", "--lang", "en", "--quality", quality.name)

        def measure(name: str, *commands: Sequence[str]) -> None:
            watched(runs.setdefault(name, Run(name)), commands, own)

        for round_ in range(chosen.rounds):
            for kept in ("media", "stock"):
                shutil.rmtree(own / kept, ignore_errors=True)
            plain = [stock(name, quality, own / "stock") for name in segments]
            measure("`manim render`, one process", shell(plain))
            pictures = own / "pictures"
            shutil.rmtree(pictures, ignore_errors=True)
            shutil.move(own / "stock", pictures)
            if len(segments) > 1:
                dealt = [shell(plain[core::cores]) for core in range(cores)]
                measure(f"`manim render`, {cores} processes", *dealt)
            measure("`lecture render --jobs 1`", ours(*render, "--jobs", "1"))
            shutil.rmtree(own / "media")
            measure(f"`lecture render`, {cores} processes", ours(*render))
            measure("the same again, nothing changed", ours(*render))
            lecture('words = "words"')
            measure("one beat a little longer", ours(*render))
            lecture("")
            preview = ("preview", segments[0], "--cue", cue, "--voice", "silent", "--quality", quality.name)
            measure("`lecture preview`", ours(*preview))
            again = runs.setdefault(
                "the same after a save, with `--watch`", Run("the same after a save, with `--watch`")
            )
            with chdir(own), Warm() as warm:
                warm.run(preview)
                # What that has loaded is loaded while its user looks.
                sleep(8)
                begin = perf_counter()
                warm.run(preview)
                again.wall.append(perf_counter() - begin)
            measure("`lecture --help`", ours("--help"))
            print(f"round {round_ + 1} of {chosen.rounds} is done", file=sys.stderr)
        shutil.rmtree(own / "media")
        watched(Run(""), [ours(*render)], own)
        film, theirs = film_of(own / "media"), [film_of(pictures / name) for name in segments]
        # A frame of ours shows what its time ends with, one of manim's what it begins with: in motion they differ.
        pairs = zip(luma(film), (frame for one in theirs for frame in luma(one)), strict=False)
        alike = [similarity(one, other) for one, other in pairs] if len(segments) == 1 else []
        size = film.stat().st_size / sum(one.stat().st_size for one in theirs)
        with av.open(str(film)) as container:
            lasting = float(container.duration or 0) / 1e6
    print(
        f"{len(segments)} segments, {lasting:.0f} s of film, {quality.name}; {cores} cores, {chosen.rounds} rounds\n"
    )
    print(
        "| what | seconds | processor time | times real time | memory of a process |\n| --- | --- | --- | --- | --- |"
    )
    for run in runs.values():
        wall, told = median(run.wall), ("", "")
        if run.spent:
            told = f"{median(run.spent):.1f}", f"{run.memory / 1e6:.0f} MB"
        print(f"| {run.name} | {wall:.2f} | {told[0]} | {lasting / wall:.1f} | {told[1]} |")
    print(f"\nSize: {size:.2f} times that of manim's films.")
    if alike:
        print(
            f"SSIM against manim's film: mean {np.mean(alike):.4f}, least {min(alike):.4f} of {len(alike)} frames."
        )


if __name__ == "__main__":
    main()
