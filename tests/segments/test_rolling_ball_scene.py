"""The rolling ball at the ends of its ranges: played to the end, and all of it on the stage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scenes import theme
from scenes.components.surface.height_field import Surface
from scenes.segment import Segment
from tests.scenes.rehearsal import rehearse


@pytest.mark.parametrize(
    "params",
    [
        {"learning_rate": 1.9, "momentum": 0.99, "rival_learning_rate": 2.0, "steps": 60},
        {"learning_rate": 0.001, "momentum": 0.1, "rival_learning_rate": 0.001, "steps": 10},
        {"objective": "bowl", "start": (3.0, -0.2)},
    ],
)
def test_nothing_leaves_the_stage(params: dict[str, Any]) -> None:
    outside: set[str] = set()

    def look(segment: Segment) -> None:
        for mobject in segment.mobjects:
            for part in mobject.family_members_with_points():
                if isinstance(part, Surface) or not (part.get_fill_opacity() or part.get_stroke_opacity()):
                    continue
                x, y = np.abs(part.points[:, 0]).max(), part.points[:, 1]
                if x > theme.STAGE_RIGHT + 0.1 or y.max() > 4.0 or y.min() < theme.STAGE_BOTTOM - 0.1:
                    cue = segment.timeline.cue_at(segment.now).name
                    outside.add(f"{type(part).__name__} in {cue}")

    rehearse("rolling_ball", params=params, look=look)
    assert outside == set()
