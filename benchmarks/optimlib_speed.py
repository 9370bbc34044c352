"""How fast optimlib is, against torch.optim and against NumPy loops written by hand, in one go.

    python benchmarks/optimlib_speed.py [--write docs/optimlib.md]

Prints a table; with --write puts it between the markers of that page. PyTorch's lines are left out where it is
not installed. Every time is the best of several runs, with one thread, so that a busy machine counts little.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from optimlib import objectives, optimizers, run
from optimlib.images import digits
from optimlib.network import digits_race
from optimlib.sweep import sweep

STEPS, RATES, SWEEP_STEPS = 1000, 10_000, 200
RAVINE = objectives.load("ravine")
CURVATURES = np.array([0.1, 2.0])
METHODS = {
    "gradient_descent": ({"learning_rate": 0.95}, "SGD", {"lr": 0.95}),
    "momentum": ({"learning_rate": 0.1}, "SGD", {"lr": 0.1, "momentum": 0.9}),
    "adam": ({"learning_rate": 0.3}, "Adam", {"lr": 0.3}),
}
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"


def best(function: Callable[[], object], repeats: int = 7) -> float:
    """Give the shortest of several times, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def torch_path(name: str, options: dict[str, float], *, record: bool) -> Callable[[], object] | None:
    """Give PyTorch's loop over the same path with the closed-form gradient; None without PyTorch.

    It keeps the points, or with ``record`` what `run` keeps: gradients, values and the optimizer's state too.
    """
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    curvatures = torch.tensor([0.1, 2.0], dtype=torch.float64)

    def loop() -> object:
        point = torch.tensor(RAVINE.start, dtype=torch.float64)
        optimizer = getattr(torch.optim, name)([point], **options)
        kept = [point.clone()]
        for _ in range(STEPS):
            point.grad = curvatures * point
            if record:
                kept += [point.grad, 0.5 * torch.dot(point.grad, point)]
            optimizer.step()
            kept.append(point.clone())
            if record:
                state = optimizer.state[point].values()
                kept += [one.clone() for one in state if isinstance(one, torch.Tensor)]
        return kept

    return loop


def single_paths() -> list[list[str]]:
    """Time one path of each method, against PyTorch's loop with and without our record."""
    rows = []
    for name, (ours, theirs, options) in METHODS.items():
        optimizer = optimizers.load(name, **ours)
        mine = best(lambda optimizer=optimizer: run(RAVINE, optimizer, RAVINE.start, STEPS))
        what = f"{optimizer.facts.display_name['en']}, {STEPS} steps"
        for record, kept in ((False, "points alone"), (True, "the same record")):
            beside = ["PyTorch is not installed", ""]
            if (loop := torch_path(theirs, options, record=record)) is not None:
                other = best(loop)
                beside = [f"{other * 1e3:.1f} ms, PyTorch, {kept}", f"{other / mine:.1f} ×"]
            rows.append([what, f"{mine * 1e3:.2f} ms", *beside])
    return rows


def fused_loop(rates: np.ndarray) -> np.ndarray:
    """Count steps to a target by one loop written for this problem alone."""
    x, y = (np.full(len(rates), value) for value in RAVINE.start)
    along_x, along_y = 0.1 * rates, 2.0 * rates
    first = np.full(len(rates), -1)
    for t in range(1, SWEEP_STEPS + 1):
        x -= along_x * x
        y -= along_y * y
        arrived = (first < 0) & (0.05 * (x * x) + y * y <= 1e-3)
        first[arrived] = t
    return first


def recording_loop(rates: np.ndarray) -> np.ndarray:
    """Keep points, gradients and values of all runs by one loop written for this problem alone."""
    x = np.empty((2, SWEEP_STEPS + 1, len(rates)))
    gradient = np.empty((2, SWEEP_STEPS, len(rates)))
    x[:, 0] = np.array(RAVINE.start)[:, np.newaxis]
    for t in range(SWEEP_STEPS):
        for i in range(2):
            np.multiply(CURVATURES[i], x[i, t], out=gradient[i, t])
            np.subtract(x[i, t], rates * gradient[i, t], out=x[i, t + 1])
    return 0.05 * (x[0] * x[0]) + x[1] * x[1]


def sweeps() -> list[list[str]]:
    """Time a sweep against single runs and against loops written by hand."""
    rates = np.linspace(1e-4, 0.99, RATES)
    column = rates[:, np.newaxis]
    descent = optimizers.load("gradient_descent")
    result = sweep(RAVINE, descent, {"learning_rate": rates}, RAVINE.start, SWEEP_STEPS, 1e-3)
    assert (result.steps_to[:, 0] == fused_loop(rates)).all()
    swept = best(lambda: sweep(RAVINE, descent, {"learning_rate": rates}, RAVINE.start, SWEEP_STEPS, 1e-3))
    together = best(
        lambda: run(
            RAVINE, optimizers.load("gradient_descent", learning_rate=column), RAVINE.start, SWEEP_STEPS
        )
    )
    few = rates[:: RATES // 200]
    alone = best(
        lambda: [
            run(RAVINE, optimizers.load("gradient_descent", learning_rate=rate), RAVINE.start, SWEEP_STEPS)
            for rate in few
        ],
        repeats=3,
    )
    loop_of_runs = alone / len(few) * RATES
    fused, recording = best(lambda: fused_loop(rates)), best(lambda: recording_loop(rates))
    size = f"{RATES} rates × {SWEEP_STEPS} steps"

    def row(name: str, ours: float, theirs: float, what: str) -> list[str]:
        ratio = theirs / ours
        beside = f"{theirs * 1e3:.0f} ms, {what}"
        return [f"`{name}`, {size}", f"{ours * 1e3:.0f} ms", beside, f"{ratio:.{0 if ratio > 10 else 2}f} ×"]

    return [
        row("sweep", swept, loop_of_runs, "a loop of single runs"),
        row("sweep", swept, fused, "one loop fused by hand"),
        row("run", together, loop_of_runs, "a loop of single runs"),
        row("run", together, recording, "one loop fused by hand"),
    ]


def race() -> list[list[str]]:
    """Time the digits race."""
    racers = {name: optimizers.load(name) for name in ("gradient_descent", "momentum", "adagrad", "adam")}
    images, _ = digits().split(360, np.random.default_rng(0))
    taken = best(lambda: digits_race(racers, images, np.random.default_rng(0), iterations=600), repeats=2)
    return [["digits race, 600 iterations, 4 methods", f"{taken:.1f} s", "", ""]]


def imports() -> list[list[str]]:
    """Time a fresh import, NumPy's share beside it."""

    def fresh(module: str) -> float:
        code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
        runs = [
            subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            for _ in range(7)
        ]
        return min(float(done.stdout) for done in runs)

    return [
        [
            "`import optimlib`",
            f"{fresh('optimlib') * 1e3:.0f} ms",
            f"{fresh('numpy') * 1e3:.0f} ms, NumPy alone",
            "",
        ]
    ]


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path)
    page = parser.parse_args().write
    rows = [*single_paths(), *sweeps(), *race(), *imports()]
    lines = ["| what | optimlib | beside it | faster by |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    if "torch" in sys.modules:
        versions += f", PyTorch {sys.modules['torch'].__version__}"
    lines += ["", f"{versions}, one thread, best of several runs."]
    print("\n".join(lines))
    if page is not None:
        before, rest = page.read_text().split(BEGIN)
        after = rest.split(END)[1]
        page.write_text(f"{before}{BEGIN}\n{chr(10).join(lines)}\n{END}{after}")


if __name__ == "__main__":
    main()
