"""The rolling ball with all its numbers at the far ends of their ranges at once, and all of it on the stage.

One number at a time is tried for every segment in tests/scenes/test_every_segment.py.
"""

from __future__ import annotations

import pytest

from lecture.rendering.survey import look_over
from scenes.performance import Performance
from scenes.segments.rolling_ball.facts import Params


@pytest.mark.dear
@pytest.mark.parametrize("name", ["rolling_ball"])
def test_nothing_leaves_the_stage_when_all_runs_are_wild(name: str) -> None:
    wild = Params(learning_rate=1.9, momentum=0.99, rival_learning_rate=2.0, steps=60)
    assert [str(fault) for fault in look_over(Performance.prepare(name, "en", wild))] == []
