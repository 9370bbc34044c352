"""Draw in this very process: for who has loaded all that drawing needs, and begins anew for each command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self

from lecture.environment import replaced
from lecture.keys.pinned import environment
from lecture.rendering.job import Job
from lecture.rendering.pool import Result, handed_over, result_of
from lecture.rendering.worker import do


class Here:
    """A crew of one, which is this process; see :class:`~lecture.rendering.pool.Crew`."""

    size = 1

    def __enter__(self) -> Self:
        """Do nothing: nobody has to be hired."""
        return self

    def __exit__(self, *error: object) -> None:
        """Do nothing."""

    def run(
        self,
        jobs: Sequence[Job],
        progress: Callable[[int, int], object],
        done: Callable[[int, Result], object] = lambda position, result: None,
    ) -> list[Result]:
        """Do all jobs, one after the other."""
        results = []
        for position, job in enumerate(jobs):
            answers: list[dict[str, Any]] = []
            # Nothing of the user's environment but what any process that draws is told.
            with replaced(environment()):
                do(job, partial(_hear, answers, partial(progress, position)))
            results.append(handed_over(position, result_of(answers[-1]), done))
        return results


def _hear(answers: list[dict[str, Any]], progress: Callable[[int], object], event: dict[str, Any]) -> None:
    if event["event"] == "progress":
        progress(event["frame"])
    else:
        answers.append(event)
