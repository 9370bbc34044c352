"""What the page shows, as lines of Python that give the same numbers."""

from __future__ import annotations

from collections import Counter

from lecture.studio.given import GivenObjective, GivenOptimizer
from lecture.studio.question import Question
from scenes.choices import ObjectiveChoice, OptimizerChoice


def as_python(asked: Question) -> str:
    """Write lines that give the numbers of the page with optimlib alone.

    What was handed over as an object is taken from the ``widget`` that :func:`lecture.notebook.explore` returned.
    """
    noisy = asked.noise > 0
    ground = "expression" if asked.objective.expression else "objectives"
    held = [one for one in asked.racers if isinstance(one, GivenOptimizer)]
    needed = [
        *([] if isinstance(asked.objective, GivenObjective) else [ground]),
        *([] if len(held) == len(asked.racers) else ["optimizers"]),
        "run",
    ]
    lines = [
        *(["from dataclasses import replace", ""] if any(one.hyperparameters for one in held) else []),
        *(["import numpy as np", ""] if noisy else []),
        f"from optimlib import {', '.join(needed)}",
        "",
        f"objective = {_objective(asked.objective)}",
        f"start = {tuple(asked.start)}",
    ]
    if noisy:
        drawn = f"np.random.default_rng({asked.seed}).normal(0.0, {asked.noise}, ({asked.steps}, {len(asked.start)}))"
        lines.append(f"noise = {drawn}")
    seen: Counter[str] = Counter()
    for racer in asked.racers:
        plain = "".join(letter if letter.isalnum() else "_" for letter in racer.name).lower()
        seen[plain] += 1
        name = plain if seen[plain] == 1 else f"{plain}_{seen[plain]}"
        last = ", noise" if noisy else ""
        lines.append(f"{name} = run(objective, {_optimizer(racer)}, start, {asked.steps}{last})")
        lines.append(f'print("{name}", {name}.x[-1], {name}.value[-1])')
    return "\n".join(lines) + "\n"


def _objective(choice: ObjectiveChoice) -> str:
    if isinstance(choice, GivenObjective):
        return f"widget.objectives[{choice.name!r}]"
    details = "".join(f", {key}={value!r}" for key, value in choice.details.items())
    if choice.expression:
        return f"expression({choice.expression!r}{details})"
    return f"objectives.load({choice.name!r}{details})"


def _optimizer(choice: OptimizerChoice) -> str:
    details = "".join(f", {key}={value!r}" for key, value in choice.hyperparameters.items())
    if isinstance(choice, GivenOptimizer):
        held = f"widget.optimizers[{choice.name!r}]"
        return f"replace({held}{details})" if details else held
    return f"optimizers.load({choice.name!r}{details})"
