"""What segments ship of their long runs stands for the source that is here, so that nobody waits for it."""

from __future__ import annotations

import pytest

from lecture.rendering.runs import shipped
from scenes import catalog
from scenes.facts.kept import LongRun, Numbers, kept_by


@pytest.mark.parametrize("name", catalog.segments())
def test_no_segment_of_the_course_has_to_compute_for_long(name: str) -> None:
    def taken(run: LongRun) -> Numbers:
        assert run.shipped is not None, f"{run.doing}: a minute for everybody; let it be shipped"
        numbers = shipped(run)
        assert numbers is not None, "run: make runs"
        return numbers

    story = catalog.story(name)
    with kept_by(taken):
        story.compute(story.parameters())
