"""Parameters at the edges of their ranges, together: facts and words, or a refusal with advice; never a traceback."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import annotated_types
import pytest

from optimlib import objectives, optimizers
from scenes import catalog
from scenes.choices import ObjectiveChoice, OptimizerChoice
from scenes.errors import ContentError
from scenes.narration.language import languages
from scenes.narration.reading import load_words
from scenes.parameters import Reach
from scenes.performance import Performance

TRIES = 12
THOROUGH = 60
SMALL = (0.0, 5e-324, 1e-300, 1e-160, 1e-12, 1e-5, 0.01, 0.1)
"""Sizes of coordinates near an axis; a range has another end as well."""


def edge(chance: random.Random, field: Any) -> Any:
    """Choose a value at an end of a parameter's range, right beside it, or somewhere between."""
    low, high = -math.inf, math.inf
    for bound in field.metadata:
        if isinstance(bound, Reach):
            sizes = (*SMALL, 1.0, math.nextafter(bound.most, 0.0), bound.most)
            return tuple(chance.choice(sizes) * chance.choice((1, -1)) for _ in range(2))
        if isinstance(bound, annotated_types.Ge):
            low = bound.ge
        if isinstance(bound, annotated_types.Gt):
            low = math.nextafter(bound.gt, math.inf)
        if isinstance(bound, annotated_types.Le):
            high = bound.le
        if isinstance(bound, annotated_types.Lt):
            high = math.nextafter(bound.lt, -math.inf)
    if field.annotation is ObjectiveChoice:
        return chance.choice(objectives.names())
    if field.annotation == Path | None:
        return None
    if field.annotation == OptimizerChoice | None:
        name = chance.choice(optimizers.names())
        has_rate = hasattr(optimizers.load(name), "learning_rate")
        return {"name": name} | (
            {"learning_rate": chance.choice((1e-300, 1e-5, 1.0, 1e300))} if has_rate else {}
        )
    assert math.isfinite(low), "every number has a range"
    assert math.isfinite(high), "every number has a range"
    if isinstance(field.default, int):
        return chance.choice((low, high, chance.randint(low, high)))
    beside = (math.nextafter(low, high), math.nextafter(high, low))
    return chance.choice(
        (low, high, *beside, chance.uniform(low, high), *(x for x in SMALL if low <= x <= high))
    )


@pytest.mark.dear
@pytest.mark.parametrize("name", catalog.segments())
def test_numbers_at_the_edges_are_told_or_refused_with_advice(
    name: str, request: pytest.FixtureRequest
) -> None:
    tries = THOROUGH if request.config.getoption("--thorough") else TRIES
    chance = random.Random(name)
    story = catalog.story(name)
    told = 0
    for _ in range(tries):
        fields = {key: one for key, one in story.parameters.model_fields.items() if chance.random() < 0.5}
        if chance.random() < 0.7:
            fields.pop("objective", None)
        values = {key: edge(chance, field) for key, field in fields.items()}
        try:
            params = story.parameters(**values)
            facts = story.facts(params)
            for language in languages():
                load_words(catalog.words_file(name, language), ()).render(
                    story.told(params, facts), story.beats
                )
            told += 1
        except ContentError as refusal:
            if not refusal.hint:
                raise AssertionError(f"no advice for {values}") from refusal
        except Exception as error:
            raise AssertionError(f"{name} with {values}") from error
    assert told > tries / 20


@pytest.mark.parametrize("name", [name for name in catalog.segments() if name != "linear_batches"])
@pytest.mark.parametrize("start", [(1e300, 1e300), (math.inf, 1.0), (math.nan, 1.0), (20.000001, 1.0)])
def test_points_have_a_range(name: str, start: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="start"):
        catalog.story(name).parameters(start=start)


@pytest.mark.parametrize("start", [(1e-300, 1e-300), (-7.0, 0.0), (0.05, 2.0)])
@pytest.mark.parametrize("name", ["zigzag_sgd", "rolling_ball"])
def test_a_start_that_nobody_can_tell_from_an_axis_is_refused(name: str, start: tuple[float, float]) -> None:
    with pytest.raises(ContentError, match=r"at least 0\.1 away from 0"):
        Performance.prepare(name, "en", catalog.story(name).parameters(start=start))
