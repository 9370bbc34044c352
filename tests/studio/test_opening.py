"""The page of a segment, and what is copied from it into a lecture file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from lecture.cli import main
from lecture.errors import SpecError
from lecture.spec import load_spec, single
from lecture.studio.opening import opening
from optimlib import places
from scenes import catalog

HEAD = 'title = { en = "Mine" }\nlanguages = ["en"]\n'


@pytest.mark.parametrize(
    ("segment", "racers", "steps"),
    [
        ("zigzag_sgd", [{"name": "gradient_descent", "learning_rate": 0.95}], 30),
        (
            "rolling_ball",
            [
                {"name": "momentum", "learning_rate": 0.1},
                {"name": "gradient_descent", "learning_rate": 0.95},
                {"name": "gradient_descent", "learning_rate": 0.1},
            ],
            30,
        ),
        (
            "race_ravine",
            [
                {"name": "gradient_descent", "learning_rate": 0.95},
                {"name": "momentum", "learning_rate": 0.1},
                {"name": "adagrad", "learning_rate": 1.5, "epsilon": 1e-07},
                {"name": "adam", "learning_rate": 0.3, "epsilon": 1e-07, "eps_mode": "hat"},
            ],
            30,
        ),
        ("ravine_field", None, 30),
    ],
)
def test_a_segment_opens_with_its_own_methods_and_numbers(segment: str, racers: Any, steps: int) -> None:
    opened = opening(single(segment))
    assert opened.path == "/"
    assert opened.state["objective"] == {"name": "ravine"}
    assert opened.state["start"] == [-7.0, 2.0]
    assert opened.state["steps"] == steps
    assert opened.state.get("racers") == racers


def test_a_changed_number_opens_the_page_with_it() -> None:
    opened = opening(single("zigzag_sgd", ["zigzag_sgd.learning_rate=0.5", "zigzag_sgd.start=[3, 1]"]))
    assert opened.state["racers"] == [{"name": "gradient_descent", "learning_rate": 0.5}]
    assert opened.state["start"] == [3.0, 1.0]


def test_a_segment_of_a_line_opens_the_page_of_the_line() -> None:
    opened = opening(single("gd_linear"))
    assert (opened.path, dict(opened.state)) == ("/line", {"learning_rate": 0.01, "epochs": 100, "w0": 1.0})


@pytest.mark.parametrize("segment", ["search", "digits_race", "race_landscapes"])
def test_a_segment_with_nothing_to_explore_says_so(segment: str) -> None:
    told = CliRunner().invoke(main, ["explore", segment, "--no-browser"])
    assert told.exit_code == 2
    assert "nothing to explore" in told.output
    assert "Traceback" not in told.output


def test_a_misspelt_segment_is_told_the_nearest() -> None:
    told = CliRunner().invoke(main, ["explore", "zigzag_sdg", "--no-browser"])
    assert told.exit_code == 2
    assert "did you mean 'zigzag_sgd'?" in told.output


def test_a_segment_of_ones_own_opens_by_its_parameters_alone(tmp_path: Path) -> None:
    """The segment that ``lecture new`` writes chooses a method and a ground, and knows nothing of the page."""
    folder = tmp_path / "mine"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    with places.beside(folder):
        opened = opening(single("first_steps"))
        assert opened.state["racers"] == [{"name": "gradient_descent", "learning_rate": 0.15}]
        assert (opened.state["objective"], opened.state["steps"]) == ({"name": "bowl"}, 10)


def copied(client: TestClient, state: Any, **changed: Any) -> dict[str, Any]:
    keys = ("objective", "start", "steps", "racers", "segment")
    asked = {key: state[key] for key in keys if key in state} | changed
    answer = client.post("/api/toml", json=asked)
    return {"status": answer.status_code, **answer.json()}


def test_what_is_copied_for_a_segment_loads_as_a_lecture_file(client: TestClient, tmp_path: Path) -> None:
    state = opening(single("rolling_ball")).state
    ball, rival, _ = state["racers"]
    changed = {"start": [-6.0, 1.5], "steps": 40, "racers": [{**ball, "momentum": 0.85}, rival]}
    text = copied(client, state, **changed)["text"]
    file = tmp_path / "lecture.toml"
    file.write_text(HEAD + text)
    [segment] = load_spec(file).segments
    params: Any = segment.parameters
    assert (segment.name, params.momentum, params.start, params.steps) == (
        "rolling_ball",
        0.85,
        (-6.0, 1.5),
        40,
    )
    assert params.rival_learning_rate == 0.95
    assert "learning_rate" not in text  # nothing but what differs
    catalog.story("rolling_ball").facts(params)


def test_nothing_changed_is_the_segment_alone(client: TestClient, tmp_path: Path) -> None:
    text = copied(client, opening(single("zigzag_sgd")).state)["text"]
    assert tomllib.loads(text) == {"segment": [{"name": "zigzag_sgd"}]}


def test_a_method_that_the_segment_has_not_is_told_in_a_comment(client: TestClient) -> None:
    state = opening(single("zigzag_sgd")).state
    text = copied(client, state, racers=[*state["racers"], {"name": "adam", "learning_rate": 0.3}])["text"]
    assert "# this segment has no parameter for adam (learning_rate = 0.3)" in text
    assert tomllib.loads(text) == {"segment": [{"name": "zigzag_sgd"}]}


def test_numbers_that_the_segment_refuses_are_told(client: TestClient) -> None:
    state = opening(single("zigzag_sgd")).state
    told = copied(client, state, steps=400)
    assert told["status"] == 422
    assert "steps = 400" in told["what"]
    told = copied(client, state, start=[0.0, 2.0])
    assert told["status"] == 422
    assert "lies on an axis" in told["what"]


@pytest.mark.parametrize(
    "objective",
    [
        "beale",
        "x**2/20 + y**2",
        {"expression": "x**2 + y**2", "view": [[-4, 4], [-2, 2]], "start": [-3.0, 1.0]},
    ],
)
def test_lines_without_a_segment_choose_ground_and_method(
    client: TestClient, tmp_path: Path, objective: Any
) -> None:
    racers = [
        {"name": "momentum", "learning_rate": 0.001},
        {"name": "adam", "learning_rate": 0.01, "amsgrad": True},
    ]
    asked = {"objective": objective, "start": [1.0, 1.0], "steps": 5, "racers": racers, "watched": 1}
    text = client.post("/api/toml", json=asked).json()["text"]
    folder = tmp_path / "mine"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    (folder / "lecture.toml").write_text(
        f'{HEAD}[[segment]]\nname = "first_steps"\n[segment.parameters]\n{text}'
    )
    with places.beside(folder):
        params: Any = load_spec(folder / "lecture.toml").segments[0].parameters
        assert str(params.optimizer) == "adam (learning_rate = 0.01, amsgrad = True)"
        assert params.objective.model_dump(mode="json") == objective
    assert '# optimizer = { name = "momentum", learning_rate = 0.001 }' in text


def test_the_page_of_a_segment_that_is_gone_says_so(client: TestClient) -> None:
    state = {**opening(single("zigzag_sgd")).state, "segment": "zigzag"}
    assert "did you mean" in copied(client, state)["what"]
    with pytest.raises(SpecError):
        opening(single("choosing"))
