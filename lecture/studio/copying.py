"""What the page shows, as lines of Python that give the same numbers."""

from __future__ import annotations

from collections import Counter

from lecture.studio.question import Question
from scenes.choices import ObjectiveChoice, OptimizerChoice


def as_python(asked: Question) -> str:
    """Write lines that give the numbers of the page with optimlib alone."""
    noisy = asked.noise > 0
    ground = "expression" if asked.objective.expression else "objectives"
    lines = [
        *(["import numpy as np", ""] if noisy else []),
        f"from optimlib import {ground}, optimizers, run",
        "",
        f"objective = {_objective(asked.objective)}",
        f"start = {tuple(asked.start)}",
    ]
    if noisy:
        drawn = f"np.random.default_rng({asked.seed}).normal(0.0, {asked.noise}, ({asked.steps}, 2))"
        lines.append(f"noise = {drawn}")
    seen: Counter[str] = Counter()
    for racer in asked.racers:
        seen[racer.name] += 1
        name = racer.name if seen[racer.name] == 1 else f"{racer.name}_{seen[racer.name]}"
        last = ", noise" if noisy else ""
        lines.append(f"{name} = run(objective, {_optimizer(racer)}, start, {asked.steps}{last})")
        lines.append(f'print("{name}", {name}.x[-1], {name}.value[-1])')
    return "\n".join(lines) + "\n"


def _objective(choice: ObjectiveChoice) -> str:
    details = "".join(f", {key}={value!r}" for key, value in choice.details.items())
    if choice.expression:
        return f"expression({choice.expression!r}{details})"
    return f"objectives.load({choice.name!r}{details})"


def _optimizer(choice: OptimizerChoice) -> str:
    details = "".join(f", {key}={value!r}" for key, value in choice.hyperparameters.items())
    return f"optimizers.load({choice.name!r}{details})"
