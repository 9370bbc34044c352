"""What a segment may be told, and how it refuses the rest."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scenes.parameters import ObjectiveName, OptimizerName, SegmentParams, parameter


class Params(SegmentParams):
    """Parameters of a segment that a teacher might write."""

    learning_rate: float = parameter(0.1, "step size", gt=0, le=2)
    method: OptimizerName = parameter("adam", "who runs")
    objective: ObjectiveName = parameter("ravine", "where")


def test_what_is_allowed_is_kept_and_frozen() -> None:
    params = Params(learning_rate=1, method="momentum", objective="beale")
    assert (params.learning_rate, params.method, params.objective) == (1.0, "momentum", "beale")
    with pytest.raises(ValidationError, match="frozen"):
        params.learning_rate = 0.5


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"method": "adagard"}, "did you mean 'adagrad'"),
        ({"objective": "rosenbrok"}, "did you mean 'rosenbrock'"),
        ({"learning_rate": "0.1"}, "valid number"),
        ({"learning_rate": 0.0}, "greater than 0"),
        ({"learning_rate": float("nan")}, "finite"),
        ({"learning_rat": 0.1}, "Extra inputs"),
    ],
)
def test_what_is_not_allowed_is_refused_with_a_reason(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Params(**given)
