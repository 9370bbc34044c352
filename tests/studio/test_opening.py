"""The page of a segment, and what is copied from it into a lecture file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from lecture.cli import main
from lecture.errors import SpecError
from lecture.spec import SegmentSpec, load_spec, single
from lecture.studio.guard import TOKEN
from lecture.studio.opening import ELSEWHERE, NOTHING, Opening, opening
from lecture.studio.saying import texts
from lecture.studio.server import application
from optimlib import objectives, optimizers, places
from scenes import catalog
from tests.studio.conftest import PORT, SECRET
from tests.studio.packed import unpacked

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


def served(opened: Opening) -> TestClient:
    """A client of the page that is opened so."""
    made = application(PORT, SECRET, opened)
    return TestClient(made, base_url=f"http://127.0.0.1:{PORT}", headers={TOKEN: SECRET})


def walked(opened: Opening) -> list[Any]:
    """The points of the runs that the page shows first, by its own answers; none where the page chooses."""
    client, state = served(opened), opened.state
    assert client.get("/api/page").json()["first"] == json.loads(json.dumps(state))
    asked = {key: state[key] for key in ("objective", "start", "steps", "racers") if key in state}
    assert client.post("/api/ground", json={"objective": asked["objective"]}).status_code == 200
    answer = client.post("/api/run", json={"racers": ["adam"], **asked})
    assert answer.status_code == 200, answer.text
    return [unpacked(one["x"]) for one in answer.json()["runs"]]


@pytest.mark.parametrize("spec", load_spec().segments, ids=lambda spec: spec.name)
def test_every_segment_of_the_course_opens_the_page(spec: SegmentSpec) -> None:
    opened = opening(spec)
    if opened.path == "/line":
        answer = served(opened).post("/api/line", json=dict(opened.state))
        assert answer.status_code == 200, answer.text
    else:
        assert len(walked(opened)) == max(len(opened.racers), 1)
        assert opened.note in ("", *texts()["en"])
        assert opened.note != NOTHING


def names(opened: Opening) -> list[str]:
    return [one["name"] for one in opened.state["racers"]]


def test_what_is_searched_is_the_ground_of_search() -> None:
    opened = opening(single("search"))
    assert objectives.load(**opened.state["objective"]).minima == pytest.approx(
        catalog.story("search").facts(catalog.story("search").parameters()).well_x
    )


def test_the_balls_of_the_two_wells_are_those_of_the_film() -> None:
    opened = opening(single("landscape"))
    facts = catalog.story("landscape").facts(single("landscape").parameters)
    assert (opened.state["objective"], opened.state["start"]) == ({"name": "double_well"}, [1.8])
    assert names(opened) == ["gradient_descent", "momentum", "momentum"]
    for path, roll in zip(walked(opened)[1:], facts.rolls, strict=True):
        assert path[:, 0] == pytest.approx(roll.x)
    changed = opening(single("landscape", ["landscape.learning_rate=0.09"]))
    assert {one["learning_rate"] for one in changed.state["racers"]} == {0.09}
    assert all(racer.sources["learning_rate"] == "learning_rate" for racer in changed.racers)


def test_the_family_of_adam_opens_with_its_runs_in_the_valley() -> None:
    opened = opening(single("adam_family"))
    ahead = catalog.story("adam_family").facts(single("adam_family").parameters).ahead
    assert names(opened) == ["adam", "nadam", "adam", "adamax", "adamw"]
    for path, run_in_film in zip(walked(opened)[:2], (ahead.adam, ahead.nadam), strict=True):
        assert path == pytest.approx(run_in_film.x)


def test_the_last_runs_of_choosing_are_those_of_its_page() -> None:
    opened = opening(single("choosing"))
    again = catalog.story("choosing").facts(single("choosing").parameters).again
    assert names(opened) == ["gradient_descent", "momentum", "adagrad", "adam"]
    for name, path in zip(names(opened), walked(opened), strict=True):
        assert path == pytest.approx(again[name][1].path)


def test_the_race_on_landscapes_opens_on_the_first_with_every_method_at_its_best_rate() -> None:
    opened = opening(single("race_landscapes"))
    assert opened.state["objective"] == {"name": "beale"}
    paths = dict(zip(names(opened), walked(opened), strict=True))
    beale = objectives.load("beale")
    # The film tells: Nesterov settles first from the usual start.
    late = {name: int(np.flatnonzero(beale.value(path) > 0.01)[-1]) for name, path in paths.items()}
    assert min(late, key=lambda name: late[name]) == "nesterov"
    assert set(paths) == {"gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam"}


def test_a_network_is_told_to_be_no_plane() -> None:
    opened = opening(single("digits_race"))
    assert opened.note == ELSEWHERE
    assert (opened.state["objective"], opened.state["steps"]) == ({"name": "ravine"}, 600)
    rates = {racer.name: optimizers.load(racer.name, **racer.hyperparameters) for racer in opened.racers}
    told = catalog.story("digits_race").facts(single("digits_race").parameters).racers
    assert {name: one.learning_rate for name, one in rates.items()} == {
        name: racer.rate for name, racer in told.items()
    }
    assert served(opened).get("/api/page").json()["note"] == ELSEWHERE


FACTS = """
from dataclasses import dataclass
from optimlib import objectives
from scenes.parameters import SegmentParams, parameter

BEATS = {{"only": ()}}

class Params(SegmentParams):
    learning_rate: float = parameter(0.25, "step size", ge=0.1, le=1)

@dataclass(frozen=True)
class Facts:
    {held}

def facts(params):
    return Facts()
"""


def own_segment(folder: Path, held: str, explore: str = "") -> Path:
    """Write a lecture with a segment of one's own, whose facts hold this."""
    segment = folder / "segments" / "own_ground"
    segment.mkdir(parents=True)
    (segment / "facts.py").write_text(FACTS.format(held=held))
    (segment / "en.toml").write_text('title = "Own"\n[cue.only]\ntext = "Here it is."\n')
    if explore:
        (segment / "explore.py").write_text(explore)
    return folder


def test_without_a_run_what_the_facts_hold_and_name_is_shown(tmp_path: Path) -> None:
    held = 'ground: object = objectives.load("himmelblau")\n    first: str = "nesterov"'
    with places.beside(own_segment(tmp_path, held)):
        opened = opening(single("own_ground"))
    assert (opened.state["objective"], names(opened), opened.note) == (
        {"name": "himmelblau"},
        ["nesterov"],
        "",
    )


def test_of_nothing_the_valley_is_shown_and_said_to_be_it(tmp_path: Path) -> None:
    with places.beside(own_segment(tmp_path, "count: int = 3")):
        opened = opening(single("own_ground"))
    assert (opened.state["objective"], opened.note) == ({"name": "ravine"}, NOTHING)
    assert "racers" not in opened.state


TELLING = """
from optimlib import expression, optimizers
from scenes.explored import Explored

def explored(params):
    adam = optimizers.load("adam", learning_rate=params.learning_rate)
    return Explored(expression("x**2 + 3*y**2"), (adam,), {more})
"""


def test_a_segment_of_ones_own_tells_its_page(tmp_path: Path) -> None:
    with places.beside(own_segment(tmp_path, "count: int = 3", TELLING.format(more="(1.0, 2.0), 12"))):
        opened = opening(single("own_ground"))
    assert opened.state["objective"]["expression"] == "x**2 + 3*y**2"
    assert opened.state["racers"] == [{"name": "adam", "learning_rate": 0.25}]
    assert opened.racers[0].sources == {"learning_rate": "learning_rate"}
    assert (opened.state["start"], opened.state["steps"]) == ([1.0, 2.0], 12)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (TELLING.format(more="(1.0,), 12"), "as many coordinates as the objective's"),
        (TELLING.format(more="(1.0, 2.0), 100000"), "2000 steps"),
        ("def explored(params):\n    return None\n", "returns an Explored"),
        ("explored = 3\n", "returns an Explored"),
        ("def explored(params):\n    return 1 / 0\n", "ZeroDivisionError"),
    ],
)
def test_what_a_segment_tells_wrongly_is_said_with_its_file(tmp_path: Path, written: str, said: str) -> None:
    with (
        places.beside(own_segment(tmp_path, "count: int = 3", written)),
        pytest.raises(SpecError, match=r"explore\.py") as told,
    ):
        opening(single("own_ground"))
    assert said in " ".join(str(told.value).split())


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
