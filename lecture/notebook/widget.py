"""The widget: the page's own front end, answered by the kernel in which it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import anywidget
import traitlets
from pydantic import ValidationError

from lecture.errors import SpecError
from lecture.nearest import hint_for
from lecture.studio.answers import trajectories
from lecture.studio.bundle import bundle
from lecture.studio.given import Given
from lecture.studio.question import Question
from lecture.studio.refusal import refusal
from lecture.studio.replies import WEB, page, reply
from lecture.studio.saying import texts
from optimlib.trajectory import Trajectory
from optimlib.types import AnyOptimizer, Objective

USUAL: tuple[Mapping[str, Any], ...] = (
    {"name": "gradient_descent", "learning_rate": 0.1},
    {"name": "momentum", "learning_rate": 0.1},
    {"name": "adagrad", "learning_rate": 0.5},
    {"name": "adam", "learning_rate": 0.3},
)
"""What walks where nothing is said."""


@cache
def _module() -> str:
    return bundle(WEB / "notebook.js")


class Explorer(anywidget.AnyWidget):
    """The page; :func:`lecture.notebook.explore` makes it.

    Attributes
    ----------
    state
        All that was chosen, as the page's link has it: ``objective``, ``start``, ``steps``, ``noise``, ``seed``,
        ``racers``, ``language``, ``log``, ``segment``. Setting it shows it.
    """

    state = traitlets.Dict().tag(sync=True)

    def __init__(self, given: Given, state: Mapping[str, Any]) -> None:
        self._given = given
        self._last: tuple[str, list[Trajectory[Any]]] | None = None
        self._esm = _module()
        super().__init__(state=dict(state))
        self.on_msg(_answered)

    @classmethod
    def showing(
        cls,
        objective: Any,
        optimizers: Sequence[Any],
        *,
        start: Sequence[float] | None,
        steps: int,
        noise: float,
        seed: int,
        language: str,
    ) -> Explorer:
        """Make the widget of what a user gives."""
        if language and language not in texts():
            raise SpecError(f"no page in the language '{language}'", hint_for(language, texts()))
        given = Given()
        ground = given.objective(objective, start)
        racers = [given.optimizer(one) for one in optimizers or USUAL]
        state: dict[str, Any] = {
            "segment": "",
            "objective": _told(ground, "expression" if ground.expression else "name"),
            "start": list(map(float, ground.load().start if start is None else start)),
            "steps": steps,
            "noise": noise,
            "seed": seed,
            "log": True,
            "racers": [_told(one, "name") for one in racers],
            **({"language": language} if language else {}),
        }
        made = cls(given, state)
        # What cannot be run is told here, and not first by the page.
        _ = made.trajectories
        return made

    @property
    def question(self) -> Question:
        """What the page asks for now."""
        told = {key: value for key, value in self.state.items() if key in Question.model_fields}
        try:
            return Question.model_validate(told, context=self._given)
        except ValidationError as error:
            wrong = refusal(error)
            place = ".".join(wrong["where"])
            raise SpecError(f"{place}: {wrong['what']}" if place else wrong["what"]) from None

    @property
    def trajectories(self) -> list[Trajectory[Any]]:
        """The runs that are shown now, in the order of the methods."""
        told = json.dumps(self.state)
        if self._last is None or self._last[0] != told:
            self._last = told, trajectories(self.question)
        return list(self._last[1])

    @property
    def objective(self) -> Objective:
        """The ground that is shown now."""
        return self.question.objective.load()

    @property
    def objectives(self) -> Mapping[str, Objective]:
        """The objectives that were handed over as objects, by the name that the page shows."""
        return dict(self._given.objectives)

    @property
    def optimizers(self) -> Mapping[str, AnyOptimizer]:
        """The optimizers that were handed over as objects, by the name that the page shows."""
        return dict(self._given.optimizers)


def _answered(widget: Explorer, told: Any, buffers: object) -> None:
    """Answer a question of the page."""
    if not isinstance(told, Mapping) or not isinstance(told.get("name"), str):
        return
    if told["name"] == "page":
        status, content = 200, page(widget._given, {})
    else:
        status, content = reply(told["name"], told.get("question"), widget._given)
    widget.send({"id": told.get("id"), "status": status, "content": content})


def _told(choice: Any, kind: str) -> dict[str, Any]:
    written = choice.model_dump(mode="json")
    return dict(written) if isinstance(written, Mapping) else {kind: written}
