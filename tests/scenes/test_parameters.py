"""What a segment may be told, and how it refuses the rest."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from optimlib.optimizers.adam import Adam
from scenes.choices import ObjectiveChoice, OptimizerChoice
from scenes.parameters import SegmentParams, parameter


class Params(SegmentParams):
    """Parameters of a segment that a teacher might write."""

    learning_rate: float = parameter(0.1, "step size", gt=0, le=2)
    method: OptimizerChoice = parameter("adam", "who runs")
    objective: ObjectiveChoice = parameter("ravine", "where")


def test_what_is_allowed_is_kept_and_frozen() -> None:
    params = Params(learning_rate=1, method="momentum", objective="beale")
    assert (params.learning_rate, params.method.name, params.objective.name) == (1.0, "momentum", "beale")
    with pytest.raises(ValidationError, match="frozen"):
        params.learning_rate = 0.5


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"method": "adagard"}, "did you mean 'adagrad'"),
        ({"objective": "rosenbrok"}, "did you mean 'rosenbrock'"),
        ({"method": {"name": "adam", "learning_rat": 1}}, "did you mean 'learning_rate'"),
        ({"method": {"learning_rate": 1}}, "name"),
        ({"objective": "x**2 + z"}, "'z' at column 8"),
        ({"objective": {"name": "beale", "expression": "x"}}, "a name or an expression"),
        ({"objective": {"expression": "x**2", "view": 3}}, "view"),
        ({"learning_rate": "0.1"}, "valid number"),
        ({"learning_rate": 0.0}, "greater than 0"),
        ({"learning_rate": float("nan")}, "finite"),
        ({"learning_rat": 0.1}, "Extra inputs"),
    ],
)
def test_what_is_not_allowed_is_refused_with_a_reason(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Params(**given)


def test_a_method_is_chosen_with_its_hyperparameters_and_an_objective_is_written_down() -> None:
    told = '{"method": {"name": "adam", "learning_rate": 0.3}, "objective": "x**2/20 + y**2"}'
    params = Params.model_validate_json(told)
    assert params.method.load() == Adam(learning_rate=0.3)
    assert params.objective.load().value([2.0, 3.0]) == 9.2
    assert Params.model_validate_json(params.model_dump_json()) == params
    assert str(params.method) == "adam (learning_rate = 0.3)"
    assert str(params.objective) == "x**2/20 + y**2"


def test_an_expression_has_its_view_start_and_minima() -> None:
    written = {"expression": "x**2/20 + y**2", "view": [[-8, 8], [-3, 3]], "minima": [[0, 0]]}
    objective = Params.model_validate({"objective": written}).objective.load()
    assert objective.view == ((-8.0, 8.0), (-3.0, 3.0))
    assert objective.minima.tolist() == [[0.0, 0.0]]
