"""The server of the page: its numbers are optimlib's, and it answers nobody but its page."""

import contextlib
import io
import json
import socket
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from lecture.cli import main
from lecture.studio.guard import TOKEN
from lecture.studio.saying import texts
from optimlib import objectives, optimizers, places, run
from optimlib.datasets import noisy_line, y_equals_2x
from optimlib.regression import fit, full_batch, mini_batches, per_sample
from tests.studio.conftest import PORT
from tests.studio.packed import unpacked

QUESTION: dict[str, Any] = {
    "objective": "ravine",
    "start": [-7.0, 2.0],
    "steps": 30,
    "racers": [{"name": "momentum", "learning_rate": 0.1}, {"name": "adam", "learning_rate": 0.3}],
}


def asked(client: TestClient, **changed: Any) -> list[dict[str, Any]]:
    answer = client.post("/api/run", json={**QUESTION, **changed})
    assert answer.status_code == 200, answer.text
    return [read(one) for one in answer.json()["runs"]]


def read(told: dict[str, Any]) -> dict[str, Any]:
    """Read the arrays of a run as lists."""
    arrays = {name: unpacked(told[name]).tolist() for name in ("x", "loss", "gradient")}
    return {**told, **arrays, "state": {name: unpacked(one).tolist() for name, one in told["state"].items()}}


def test_every_number_is_optimlibs_to_the_last_bit(client: TestClient) -> None:
    ravine = objectives.load("ravine")
    for told, wanted in zip(asked(client), QUESTION["racers"], strict=True):
        path = run(ravine, optimizers.load(**wanted), (-7.0, 2.0), 30)
        assert told["x"] == path.x.tolist()
        assert told["loss"] == path.value.tolist()
        assert told["numbers"]["path_length"] == path.path_length
        assert told["numbers"]["sign_changes"] == path.sign_changes.tolist()
        assert told["numbers"]["distance"] == pytest.approx(np.linalg.norm(path.x[-1]))
        for name, values in told["state"].items():
            assert values == getattr(path.state, name).tolist()
    assert set(told["state"]) == {"m", "v", "m_hat", "v_hat", "v_max"}


@pytest.mark.parametrize("name", optimizers.names())
def test_every_method_runs_as_its_controls_stand(client: TestClient, name: str) -> None:
    listed = {one["name"]: one for one in client.get("/api/page").json()["optimizers"]}
    knobs = {knob["name"]: knob["default"] for knob in listed[name]["knobs"]}
    [told] = asked(client, racers=[{"name": name, **knobs}])
    assert told["x"] == asked(client, racers=[name])[0]["x"]
    assert "learning_rate" in knobs
    assert all(knob["meaning"]["en"] and knob["meaning"]["zh"] for knob in listed[name]["knobs"])


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("name", optimizers.names())
def test_no_end_of_a_slider_is_refused(client: TestClient, name: str, end: str) -> None:
    listed = {one["name"]: one for one in client.get("/api/page").json()["optimizers"]}
    ends = {knob["name"]: knob[end] for knob in listed[name]["knobs"] if end in knob}
    asked(client, racers=[{"name": name, **ends}], objective="rosenbrock", start=[-1.5, 2.0], steps=300)


def test_every_objective_of_the_plane_has_a_map(client: TestClient) -> None:
    listed = [one["name"] for one in client.get("/api/page").json()["objectives"]]
    assert listed == list(objectives.names())
    for name in listed:
        if len(objectives.load(name).view) == 1:
            continue
        told = client.post("/api/ground", json={"objective": name}).json()
        objective = objectives.load(name)
        assert told["start"] == list(objective.start)
        assert told["levels"] == list(objective.levels)
        for level, lines in zip(told["levels"], told["lines"], strict=True):
            if not lines:
                continue
            # The points of a line are as high as its level, but for the mesh, which is coarse in steep corners.
            points = np.concatenate([np.array(line) for line in lines])
            slope = np.linalg.norm(objective.gradient(points), axis=-1)
            assert np.median(np.abs(objective.value(points) - level) / (slope + abs(level))) < 0.005
        area = sum(
            shoelace(np.array(outline))
            for band in told["bands"]
            for polygon in band["polygons"]
            for outline in polygon
        )
        (left, right), (low, high) = told["view"]
        # The bands fill the map: outlines go one way round, holes the other.
        assert area == pytest.approx((right - left) * (high - low), rel=0.01)


def test_an_objective_of_one_coordinate_has_a_curve_and_runs_on_it(client: TestClient) -> None:
    well = objectives.load("double_well")
    told = client.post("/api/ground", json={"objective": "double_well"}).json()
    x, height = np.array(told["curve"]).T
    assert height == pytest.approx(well.value(x[:, None]), abs=1e-4)
    (left, right), (bottom, top) = told["view"]
    assert ((left, right), told["start"]) == (well.view[0], list(well.start))
    assert bottom < height.min() < height.max() < top
    assert told["minima"][0] == [pytest.approx(-1.0466805318), pytest.approx(-0.352386, abs=1e-6)]
    # The stripes fill the frame.
    stripes = told["bands"][:-1]
    areas = [abs(shoelace(np.array(stripe["polygons"][0][0]))) for stripe in stripes]
    assert sum(areas) == pytest.approx((right - left) * (top - bottom))
    [one] = asked(
        client, objective="double_well", start=[2.0], racers=[{"name": "momentum", "learning_rate": 0.1}]
    )
    path = run(well, optimizers.load("momentum", learning_rate=0.1), (2.0,), 30)
    assert (one["x"], one["loss"]) == (path.x.tolist(), path.value.tolist())
    assert one["numbers"]["angle"] is None
    assert one["numbers"]["distance"] == pytest.approx(abs(path.x[-1, 0] - told["minima"][0][0]))


def shoelace(points: np.ndarray) -> float:
    x, y = points.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def test_a_run_that_diverges_says_at_which_step(client: TestClient) -> None:
    [told] = asked(client, racers=[{"name": "gradient_descent", "learning_rate": 10.0}], steps=2000)
    path = run(
        objectives.load("ravine"), optimizers.load("gradient_descent", learning_rate=10.0), (-7, 2), 2000
    )
    assert told["diverged_at"] == path.diverged_at is not None
    assert len(told["x"]) == told["diverged_at"]


def test_noise_is_the_same_for_all_and_drawn_from_its_seed(client: TestClient) -> None:
    same = [{"name": "gradient_descent", "learning_rate": 0.1}] * 2
    one, two = asked(client, racers=same, noise=0.5, seed=3)
    assert one["x"] == two["x"]
    drawn = np.random.default_rng(3).normal(0.0, 0.5, (30, 2))
    path = run(
        objectives.load("ravine"), optimizers.load("gradient_descent", learning_rate=0.1), (-7, 2), 30, drawn
    )
    assert one["x"] == path.x.tolist()
    assert one["x"] != asked(client, racers=same, noise=0.5, seed=4)[0]["x"]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"noise": 0.25, "seed": 7, "objective": "beale", "start": [1.0, 1.0]},
        {"objective": {"expression": "x**2/20 + y**2"}, "racers": ["adam", "adam"]},
    ],
)
def test_the_lines_of_python_give_the_numbers_of_the_page(
    client: TestClient, changed: dict[str, Any]
) -> None:
    lines = client.post("/api/python", json={**QUESTION, **changed}).json()["text"]
    said = io.StringIO()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(said):
        exec(lines, names)
    ends = [one["x"][-1] for one in asked(client, **changed)]
    paths = [
        one for key, one in names.items() if key not in ("objective", "noise") and hasattr(one, "diverged_at")
    ]
    assert [path.x[-1].tolist() for path in paths] == ends
    assert len(said.getvalue().splitlines()) == len(ends)


# -- what is wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "told", "where"),
    [
        ({"objective": "ravin"}, "did you mean 'ravine'", "objective"),
        ({"objective": "x**2 + foo"}, "foo", "objective"),
        ({"objective": "__import__('os')"}, "", "objective"),
        ({"objective": "double_well"}, "start has 2 coordinates, and the ground 1", ""),
        ({"start": [1.0]}, "start has 1 coordinates, and the ground 2", ""),
        ({"start": [1.0, 2.0, 3.0]}, "at most 2", "start"),
        ({"racers": ["adm"]}, "did you mean 'adam'", "racers"),
        ({"racers": [{"name": "adam", "lr": 1}]}, "did you mean 'learning_rate'", "racers"),
        ({"racers": [{"name": "adam", "beta1": 1.0}]}, "[0, 1)", "racers"),
        ({"racers": []}, "at least 1", "racers"),
        ({"steps": 2001}, "2000", "steps"),
        ({"start": [1e7, 0]}, "1000000", "start"),
        ({"start": [None, 0]}, "number", "start"),
        ({"noise": -1}, "0", "noise"),
        ({"another": 1}, "not permitted", "another"),
    ],
)
def test_a_wrong_question_is_told_in_a_sentence_with_its_place(
    client: TestClient, changed: dict[str, Any], told: str, where: str
) -> None:
    answer = client.post("/api/run", json={**QUESTION, **changed})
    assert answer.status_code == 422
    assert told in answer.json()["what"]
    assert "Traceback" not in answer.json()["what"]
    assert not where or where in answer.json()["where"]


@pytest.mark.parametrize("told", [b"", b"{", b"\xff", b"[]", b"null", b'"x"'])
def test_what_is_no_question_is_refused(client: TestClient, told: bytes) -> None:
    answer = client.post("/api/run", content=told, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500
    assert answer.json()["what"]


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": f"127.0.0.1.evil.example:{PORT}"},
        {"host": "127.0.0.1"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {TOKEN: "another"},
        {TOKEN: ""},
        {"content-type": "text/plain"},
    ],
    ids=str,
)
def test_whoever_is_not_the_page_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    sent = {"content-type": "application/json", **headers}
    assert client.post("/api/run", content=json.dumps(QUESTION), headers=sent).status_code == 403


def test_a_question_has_a_length(client: TestClient) -> None:
    long = json.dumps({**QUESTION, "objective": "x" * 70_000})
    assert (
        client.post("/api/run", content=long, headers={"content-type": "application/json"}).status_code == 403
    )


@pytest.mark.parametrize(
    "path", ["/web/../server.py", "/web/%2e%2e/server.py", "/web/..%2fguard.py", "/etc/passwd"]
)
def test_no_other_file_is_handed_out(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_may_load_nothing_from_elsewhere(client: TestClient) -> None:
    answer = client.get("/")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "http" not in answer.text.replace("http-equiv", "")


def test_both_languages_say_everything() -> None:
    said = texts()
    assert set(said["en"]) == set(said["zh"]) - {"meanings"}
    assert all(all(one.values()) for one in said.values())


def test_ones_own_are_listed_and_a_broken_one_is_told(client: TestClient, tmp_path: Path) -> None:
    shelf = tmp_path / "objectives"
    shelf.mkdir()
    (shelf / "broken.py").write_text("from nowhere import nothing\n")
    with places.beside(tmp_path):
        told = client.get("/api/page").json()
        assert len(told["optimizers"]) == len(optimizers.names())
    assert [line for line in told["broken"] if line.startswith("broken: ") and "nowhere" in line]


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("lecture.studio", "starlette"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette", None)
    monkeypatch.setitem(sys.modules, "starlette.applications", None)
    told = CliRunner().invoke(main, ["explore", "--no-browser"])
    assert told.exit_code == 2
    assert "pip install 'optim-lectures[studio]'" in told.output


def test_a_port_that_is_taken_is_one_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = CliRunner().invoke(main, ["explore", "--no-browser", "--port", str(port)])
    assert told.exit_code == 2
    assert "--port" in told.output


def test_a_sweep_counts_steps_as_optimlib_does(client: TestClient) -> None:
    ravine = objectives.load("ravine")
    question = {
        **{key: QUESTION[key] for key in ("objective", "start")},
        "steps": 100,
        "racer": {"name": "momentum"},
        "across": {"name": "learning_rate", "values": [0.01, 0.1, 1.0]},
        "up": {"name": "momentum", "values": [0.0, 0.9]},
        "target": 0.0645,
    }
    told = client.post("/api/sweep", json=question).json()["steps"]
    for row, momentum in zip(told, (0.0, 0.9), strict=True):
        for steps, rate in zip(row, (0.01, 0.1, 1.0), strict=True):
            method = optimizers.load("momentum", learning_rate=rate, momentum=momentum)
            above = np.flatnonzero(run(ravine, method, (-7.0, 2.0), 100).value > 0.0645)
            assert steps == (None if above[-1] == 100 else above[-1] + 1)
    refused = client.post("/api/sweep", json={**question, "up": question["across"]})
    assert refused.status_code == 422
    assert "needs two" in refused.json()["what"]


def test_the_target_of_a_map_is_a_hundredth_of_the_way_down(client: TestClient) -> None:
    for name, low in (("ravine", 0.0), ("rosenbrock", 0.0), ("bounded_saddle", -0.5)):
        objective = objectives.load(name)
        told = client.post("/api/ground", json={"objective": name}).json()["target"]
        assert told == pytest.approx(low + 0.01 * (float(objective.value(objective.start)) - low), abs=1e-9)


@pytest.mark.parametrize(
    "changed", [{}, {"data": "noisy", "samples": 20, "shuffled": True, "batch_size": 8, "seed": 5}]
)
def test_the_line_is_fitted_as_optimlib_does(client: TestClient, changed: dict[str, Any]) -> None:
    told = client.post("/api/line", json=changed).json()
    exact = not changed
    data = y_equals_2x() if exact else noisy_line(20, 2.0, 1.0, np.random.default_rng(5))
    plans = [full_batch(), mini_batches(2), per_sample()]
    if not exact:
        plans[1:] = [mini_batches(8, "shuffled"), per_sample("shuffled")]
    for one, plan in zip(told["runs"], plans, strict=True):
        wanted = fit(data, plan, 0.01, 1.0, 100, np.random.default_rng(changed.get("seed", 0)))
        assert one["w"] == wanted.w.tolist()
        assert one["cost"] == wanted.cost.tolist()
        assert one["gradients"] == wanted.sample_gradients.tolist()
    if exact:
        # The printed table: 1.0933 after one epoch; the limit is 3/14.
        assert told["runs"][0]["w"][1] == pytest.approx(1.0933333, abs=1e-7)
        assert (told["best"], told["lowest"]) == (2.0, 0.0)
        assert told["limit"] == pytest.approx(3 / 14)


def test_a_line_that_diverges_says_after_which_update(client: TestClient) -> None:
    told = client.post("/api/line", json={"learning_rate": 9.0, "epochs": 500}).json()
    assert all(one["diverged_at"] == len(one["w"]) for one in told["runs"])
    assert client.post("/api/line", json={"learning_rate": 0}).status_code == 422


def test_a_run_that_is_remembered_is_the_run_and_another_question_is_another_run(client: TestClient) -> None:
    def asked(rate: float, **more: Any) -> Any:
        racers = [{"name": "momentum", "learning_rate": rate}, {"name": "adam", "learning_rate": 0.3}]
        told = {"objective": {"name": "ravine"}, "start": [-7.0, 2.0], "steps": 40, "racers": racers, **more}
        return [read(one) for one in client.post("/api/run", json=told).json()["runs"]]

    first, second, again = asked(0.1), asked(0.05), asked(0.1)
    assert again == first
    assert second[1] == first[1]
    assert second[0]["x"] != first[0]["x"]
    expected = run(
        objectives.load("ravine"), optimizers.load("momentum", learning_rate=0.05), (-7.0, 2.0), 40
    )
    assert second[0]["x"] == expected.x.tolist()
    noisy = asked(0.1, noise=1.0, seed=1)
    assert noisy == asked(0.1, noise=1.0, seed=1)
    assert noisy[1]["x"] != first[1]["x"] != asked(0.1, noise=1.0, seed=2)[1]["x"] != noisy[1]["x"]
