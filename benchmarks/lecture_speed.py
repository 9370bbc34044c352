"""How long the production line takes, whole processes as a user starts them.

``python benchmarks/lecture_speed.py [--quality 720p30] [--lang en]`` renders the stock course into an empty
folder, then again with nothing changed, draws one preview and asks for help; it prints one table.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent


def timed(folder: str, *arguments: str) -> float:
    """Run one command of the lecture program in a folder; return its seconds."""
    begin = perf_counter()
    subprocess.run(
        [sys.executable, "-m", "lecture", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return perf_counter() - begin


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quality", default="720p30")
    options.add_argument("--lang", default="en")
    chosen = options.parse_args()
    render = ("render", "--quality", chosen.quality, "--lang", chosen.lang)

    with tempfile.TemporaryDirectory() as folder:
        rows = [("`lecture --help`", min(timed(folder, "--help") for _ in range(5)))]
        rows.append(
            ("`lecture preview`, nothing kept", timed(folder, "preview", "zigzag_sgd", "--cue", "walk"))
        )
        first = timed(folder, *render)
        films = (Path(folder) / "media" / "lectures").glob("*.mp4")
        sys.path.insert(0, str(ROOT))
        from lecture.rendering.video import duration

        lasting = float(sum(duration(film) for film in films))
        rows.append((f"the stock course at {chosen.quality} ({lasting:.0f} s of film)", first))
        rows.append(("the same again, nothing changed", timed(folder, *render)))
    print(f"| what, on {os.cpu_count()} cores | seconds |\n| --- | --- |")
    for what, seconds in rows:
        print(f"| {what} | {seconds:.2f} |")
    print(f"\nThe course is rendered {lasting / first:.1f} times faster than it plays.")


if __name__ == "__main__":
    main()
