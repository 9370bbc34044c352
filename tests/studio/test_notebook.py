"""The page in a notebook: what is handed over is what runs; docs/explore.ipynb gives the numbers of its source."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from lecture.errors import SetupError, SpecError
from lecture.studio.bundle import bundle
from lecture.studio.replies import WEB
from optimlib import objectives, optimizers, run
from optimlib.errors import OptimError
from optimlib.types import Evaluation
from tests.lecture.running import ROOT

pytest.importorskip("anywidget", reason="no anywidget here: pip install 'optim-lectures[notebook]'")

from lecture.notebook import explore
from tests.studio.packed import unpacked


class HalfState(NamedTuple):
    """Nothing but a count."""

    t: int


@dataclass(frozen=True)
class Half:
    """A method of one's own: it knows nothing of optimlib."""

    learning_rate: float = 0.1

    def init(self, x0: np.ndarray) -> HalfState:
        return HalfState(0)

    def update(self, state: HalfState, evaluation: Evaluation) -> tuple[HalfState, np.ndarray]:
        return HalfState(state.t + 1), -self.learning_rate * evaluation.gradient / 2


class Slope:
    """An objective of one's own: two methods and no more."""

    def value(self, x: np.ndarray) -> np.ndarray:
        return np.asarray(x)[..., 0] ** 2 + 3 * np.asarray(x)[..., 1] ** 2

    def gradient(self, x: np.ndarray) -> np.ndarray:
        return np.asarray(x) * [2.0, 6.0]


def asked(widget: Any, name: str, question: Any) -> tuple[int, dict[str, Any]]:
    """Ask as the front end does: by a message."""
    sent: list[dict[str, Any]] = []
    widget.send = sent.append
    widget._handle_custom_msg({"id": "1", "name": name, "question": question}, [])
    [told] = json.loads(json.dumps(sent))
    assert told["id"] == "1"
    return told["status"], told["content"]


@pytest.mark.parametrize(
    "ground",
    ["ravine", "x**2/20 + y**2", objectives.load("ravine"), objectives.load("quadratic", eigenvalues=(0.1, 2.0)),
     lambda x: x[..., 0] ** 2 / 20 + x[..., 1] ** 2],
    ids=["name", "expression", "objective", "with parameters", "function"],
)  # fmt: skip
def test_a_ground_is_a_name_an_expression_an_objective_or_a_function(ground: Any) -> None:
    widget = explore(ground, optimizers.load("adam", learning_rate=0.3), start=(-7, 2))
    [path] = widget.trajectories
    wanted = run(objectives.load("ravine"), optimizers.load("adam", learning_rate=0.3), (-7.0, 2.0), 30)
    assert path.x == pytest.approx(wanted.x, abs=1e-12)
    # What the page asks, as it starts, is answered by the same numbers.
    question = {key: widget.state[key] for key in ("objective", "start", "steps", "noise", "seed", "racers")}
    status, told = asked(widget, "run", question)
    assert status == 200
    assert unpacked(told["runs"][0]["x"]).tolist() == path.x.tolist()
    assert asked(widget, "ground", {"objective": widget.state["objective"]})[0] == 200


@pytest.mark.parametrize("ground", ["x**2/20 + y**2", Slope(), lambda x: x[..., 0] ** 2 + x[..., 1] ** 2])
def test_the_start_is_on_the_map_where_nothing_says_what_to_look_at(ground: Any) -> None:
    widget = explore(ground, "adam", start=(-7, 2))
    view = asked(widget, "ground", {"objective": widget.state["objective"]})[1]["view"]
    assert view == [[-9.0, 9.0], [-5.0, 5.0]]


def test_ones_own_objects_run_and_have_sliders() -> None:
    widget = explore(Slope(), Half(0.2), "momentum", start=(1, 1))
    own, usual = widget.trajectories
    assert own.method == "Half"
    assert own.x.tolist() == run(Slope(), Half(0.2), (1.0, 1.0), 30).x.tolist()
    assert usual.method == "Momentum"
    status, told = asked(widget, "page", None)
    assert status == 200
    half = told["optimizers"][0]
    assert (half["name"], [knob["name"] for knob in half["knobs"]]) == ("Half", ["learning_rate"])
    assert told["objectives"][0]["name"] == "Slope"
    # A slider that was moved.
    widget.state = {**widget.state, "racers": [{"name": "Half", "learning_rate": 0.3}]}
    [moved] = widget.trajectories
    assert moved.x.tolist() == run(Slope(), replace(Half(), learning_rate=0.3), (1.0, 1.0), 30).x.tolist()
    status, told = asked(widget, "python", {**_question(widget)})
    names: dict[str, Any] = {"widget": widget}
    exec(told["text"], names)
    assert names["half"].x.tolist() == moved.x.tolist()
    status, told = asked(widget, "toml", {**_question(widget)})
    assert status == 422
    assert "optimizers/NAME.py" in told["what"]


def _question(widget: Any) -> dict[str, Any]:
    return {key: widget.state[key] for key in ("objective", "start", "steps", "noise", "seed", "racers")}


def test_a_function_of_one_coordinate_is_told_by_its_start() -> None:
    widget = explore(lambda x: x[..., 0] ** 4 - x[..., 0] ** 2, "adam", start=(1.5,))
    assert widget.trajectories[0].x.shape == (31, 1)
    assert len(asked(widget, "ground", {"objective": widget.state["objective"]})[1]["curve"][0]) == 2


def test_noise_is_that_of_the_page() -> None:
    widget = explore("bowl", "adam", noise=0.5, seed=3)
    drawn = np.random.default_rng(3).normal(0.0, 0.5, (30, 2))
    bowl = objectives.load("bowl")
    wanted = run(bowl, optimizers.load("adam"), bowl.start, 30, drawn)
    assert widget.trajectories[0].x.tolist() == wanted.x.tolist()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: explore("ravin"), "did you mean 'ravine'"),
        (lambda: explore("x**2 + foo"), "'foo' at column 8"),
        (
            lambda: explore(objectives.load("quadratic", eigenvalues=(1.0, 2.0, 3.0))),
            "one or two coordinates",
        ),
        (lambda: explore(3), "an expression, a function"),
        (lambda: explore(Slope), "an expression, a function"),
        (lambda: explore("bowl", "adm"), "did you mean 'adam'"),
        (lambda: explore("bowl", {"name": "adam", "lr": 1}), "did you mean 'learning_rate'"),
        (lambda: explore("bowl", 3), "an optimizer"),
        (lambda: explore("bowl", optimizers.load("adam", learning_rate=np.ones((3, 1)))), "one number"),
        (lambda: explore("bowl", steps=0), "steps"),
        (lambda: explore("bowl", start=(1, 2, 3)), "start"),
        (lambda: explore("bowl", language="fr"), "en, zh"),
    ],
)
def test_what_cannot_be_shown_is_told_at_once(make: Callable[[], Any], told: str) -> None:
    with pytest.raises((SpecError, OptimError)) as error:
        make()
    assert told in str(error.value)


def test_messages_that_are_no_questions_are_refused() -> None:
    widget = explore("bowl")
    assert asked(widget, "passwords", {})[0] == 404
    assert asked(widget, "run", {"objective": "ravin"})[0] == 422
    assert asked(widget, "run", None)[0] == 422
    sent: list[Any] = []
    widget.send = sent.append
    for told in (None, [], {"name": 3}):
        widget._handle_custom_msg(told, [])
    assert sent == []


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "lecture.notebook.widget", raising=False)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(SetupError, match=r"no module 'anywidget'\n.*\[film,notebook\]"):
        explore("bowl")


# -- one module of many -------------------------------------------------------------------------------------------


def test_the_modules_are_joined_once_each_after_what_they_need() -> None:
    told = bundle(WEB / "notebook.js")
    assert "import " not in "".join(line for line in told.splitlines() if not line.lstrip().startswith("//"))
    assert told.count("const $paint = ") == 1
    assert told.index("const $paint = ") < told.index("const $map = ") < told.index("const $explore = ")
    assert told.rstrip().endswith("export default $notebook;")
    # What asks a server is not in it.
    assert "fetch(" not in told


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('import * as all from "./other.js";', "import \\* as all"),
        ('import { a as b } from "./other.js";', "import { a as b }"),
        ("export { a };", "export { a }"),
        ("await start();", "await start"),
        ('const late = import("./other.js");', "import"),
        ('import { a } from "./entry.js";', "circle: entry → entry"),
    ],
)
def test_what_cannot_be_joined_is_refused(tmp_path: Path, source: str, told: str) -> None:
    (tmp_path / "entry.js").write_text(f"{source}\nexport default 1;\n")
    (tmp_path / "other.js").write_text("export const a = 1;\n")
    with pytest.raises(ValueError, match=told):
        bundle(tmp_path / "entry.js")


# -- docs/explore.ipynb -------------------------------------------------------------------------------------------

# Where the six panels of the first text end with the numbers they open with, and their loss; worked out apart.
PANELS = {
    "sgd": ((-0.30777990110685327, -3.4253944624943058e-05), 0.047364236109337633),
    "momentum": ((-1.2297599999999997, -0.0031249180799999975), 0.75617435902601315),
    "inertia": ((-1.3948677360489483, -0.0090883445640244538), 0.97299319654898819),
    "adagrad": ((-3.5104804653771673, -1.9193767870852716), 13.529751050500906),
    "rmsprop": ((-0.10352283861706994, -0.10352261826583015), 0.026792354042893533),
    "adam": ((-3.0099119316935323, -1.4190562027945981), 8.5572259316551929),
}


def test_the_notebook_runs_and_its_numbers_are_those_of_the_first_text() -> None:
    spec = spec_from_file_location("notebook_page", ROOT / "docs" / "notebook.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    kept = json.loads(script.PAGE.read_text("utf-8"))
    ran, names = script.executed(kept)
    assert ran == kept, "run python docs/notebook.py"
    for name, (end, loss) in PANELS.items():
        [path] = names[name].trajectories
        assert path.x[-1] == pytest.approx(end, rel=1e-12, abs=1e-15)
        assert path.value[-1] == pytest.approx(loss, rel=1e-12)
    assert [path.method for path in names["own"].trajectories] == ["GradientDescent", "Momentum"]
    assert "/home" not in script.PAGE.read_text("utf-8")
