"""What the page shows, as lines of a lecture file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lecture.errors import SpecError
from lecture.spec import parameters_from, single
from lecture.studio.given import GivenObjective, GivenOptimizer
from lecture.studio.opening import Opening, opening
from lecture.studio.question import Copied
from scenes import catalog
from scenes.choices import OptimizerChoice


def as_toml(asked: Copied) -> str:
    """Write the parameters of the segment that the page was opened for; without one, lines that choose both.

    Raises
    ------
    SpecError
        If the segment refuses these numbers, or a lecture file cannot hold what is shown.
    """
    if isinstance(asked.objective, GivenObjective) or any(
        isinstance(one, GivenOptimizer) for one in asked.racers
    ):
        raise SpecError(
            "what was handed over as an object cannot stand in a lecture file",
            "write it into a file beside the lecture: optimizers/NAME.py, objectives/NAME.py",
        )
    return _of_segment(asked) if asked.segment else _choices(asked)


def _of_segment(asked: Copied) -> str:
    """Write what differs from the segment as it is, and check that it takes these numbers."""
    usual = single(asked.segment)
    told, left_out = _parameters(asked, opening(usual))
    params = parameters_from(asked.segment, told)
    catalog.story(asked.segment).facts(params)
    before, after = (json.loads(one.model_dump_json()) for one in (usual.parameters, params))
    lines = [f"{name} = {_toml(after[name])}" for name in after if after[name] != before[name]]
    head = ["[[segment]]", f'name = "{asked.segment}"']
    return "\n".join([*head, *(["[segment.parameters]", *lines] if lines else []), *left_out]) + "\n"


def _parameters(asked: Copied, opened: Opening) -> tuple[dict[str, Any], list[str]]:
    """Return the parameters that the page's state gives, and a line for each thing that the segment has not."""
    usual = single(asked.segment).parameters
    told: dict[str, Any] = {}
    if opened.objective:
        told[opened.objective] = asked.objective.model_dump(mode="json")
    for name, value in (("start", list(asked.start)), ("steps", asked.steps)):
        if name in type(usual).model_fields:
            told[name] = value
    waiting, left_out = list(opened.racers), []
    for racer in asked.racers:
        known = next((one for one in waiting if one.name == racer.name or one.parameter), None)
        if known is None:
            left_out.append(f"# this segment has no parameter for {racer}")
            continue
        waiting.remove(known)
        if known.parameter:
            told[known.parameter] = racer.model_dump(mode="json")
        for hyperparameter, parameter in known.sources.items():
            told.setdefault(parameter, getattr(racer.load(), hyperparameter))
    return told, left_out


def _choices(asked: Copied) -> str:
    """Write lines for a segment that chooses its ground and its method, as the one that ``lecture new`` writes."""
    chosen = asked.racers[min(asked.watched, len(asked.racers) - 1)]
    lines = [
        f"objective = {_toml(asked.objective.model_dump(mode='json'))}",
        f"optimizer = {_written(chosen)}",
    ]
    return (
        "\n".join(lines + [f"# optimizer = {_written(one)}" for one in asked.racers if one is not chosen])
        + "\n"
    )


def _written(choice: OptimizerChoice) -> str:
    return _toml(choice.model_dump(mode="json"))


def _toml(value: Any) -> str:
    """Write a value as TOML has it.

    Examples
    --------
    >>> _toml({"name": "adam", "learning_rate": 0.3, "amsgrad": True}), _toml([-7.0, 2.0])
    ('{ name = "adam", learning_rate = 0.3, amsgrad = true }', '[-7.0, 2.0]')
    """
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    # A text of JSON is one of TOML, but for the one control character that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
