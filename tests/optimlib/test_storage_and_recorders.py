"""Paths as files and back, bit for bit; paths of other people's optimizers."""

import json
import math
from typing import Any, NamedTuple

import numpy as np
import pytest

from optimlib import OptimError, Trajectory, objectives, optimizers, run
from optimlib.recorders import from_optax, from_torch

RAVINE = objectives.load("ravine")
ENDINGS = ["npz", "csv", "json"]
RATES = np.array([[0.1], [50.0]])
PATHS = {
    "one": run(RAVINE, optimizers.load("adam"), RAVINE.start, steps=4),
    "diverged": run(RAVINE, optimizers.load("momentum", learning_rate=50.0), RAVINE.start, steps=900),
    "several": run(RAVINE, optimizers.load("nadam"), np.arange(12.0).reshape(2, 3, 2), steps=3),
    "one of several diverged": run(
        RAVINE, optimizers.load("nesterov", learning_rate=RATES), RAVINE.start, steps=300
    ),
    "one point": run(RAVINE, optimizers.load("gradient_descent"), [1e200, 0.0], steps=2),
}


class Odd(NamedTuple):
    floats: Any
    flags: Any
    large: Any
    short: Any


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_there_and_back(path, ending, tmp_path):
    file = tmp_path / f"path.{ending}"
    path.save(file)
    back = Trajectory.load(file)
    assert type(back.state) is type(path.state)
    for ours, theirs in zip((path.x, path.value, path.grad, *path.state), (back.x, back.value, back.grad, *back.state), strict=True):  # noqa: E501  # fmt: skip
        assert ours.dtype == theirs.dtype
        assert ours.shape == theirs.shape
        assert ours.tobytes() == theirs.tobytes()
        assert not theirs.flags.writeable
    assert np.array_equal(np.asarray(path.diverged_at), np.asarray(back.diverged_at))
    assert back.method == path.method
    assert type(path.diverged_at) is type(back.diverged_at)


def test_json_holds_numbers_nested_as_they_are(tmp_path):
    path = PATHS["one of several diverged"]
    path.save(tmp_path / "path.json")

    def refused(constant):
        raise AssertionError(f"{constant} is no JSON")

    content = json.loads((tmp_path / "path.json").read_text(), parse_constant=refused)
    assert content["method"] == "Nesterov"
    kept = content["arrays"]["x"]["data"]
    assert np.shape(kept) == path.x.shape
    assert kept[1][0] == path.x[1, 0].tolist()
    # JSON has no nan.
    assert path.diverged_at[1] > 0
    assert kept[-1][1] == ["nan", "nan"]
    assert content["arrays"]["diverged_at"]["data"] == path.diverged_at.tolist()


def test_every_kind_of_number_is_read_back(tmp_path):
    odd = [0.1, -0.0, 5e-324, 1.7976931348623157e308, math.nan, math.inf, -math.inf, 1 / 3]
    flags, large = np.arange(8) % 2 == 0, np.full(8, 2**64 - 1, np.uint64)
    path = PATHS["one"]
    state = Odd(np.array(odd), flags, large, np.float32(0.1) * np.arange(8, dtype=np.float32))
    long = Trajectory(np.zeros((8, 2)), np.zeros(8), np.zeros((7, 2)), state)
    for ending in ENDINGS:
        long.save(tmp_path / f"path.{ending}")
        back = Trajectory.load(tmp_path / f"path.{ending}").state
        for ours, theirs in zip(state, back, strict=True):
            assert ours.dtype == theirs.dtype
            assert ours.tobytes() == theirs.tobytes()
    assert path.method == "Adam"


OLD = {
    "json": """{
 "format": "optimlib trajectory 1",
 "state": "GradientDescentState",
 "arrays": {
  "x": {"dtype": "float64", "shape": [2, 2], "data": ["0.1", "-0.0", "inf", "1e-300"]},
  "value": {"dtype": "float64", "shape": [2], "data": ["nan", "2.0"]},
  "grad": {"dtype": "float64", "shape": [1, 2], "data": ["0.30000000000000004", "1.0"]},
  "state.t": {"dtype": "int64", "shape": [2], "data": ["0", "1"]},
  "diverged_at": {"dtype": "int64", "shape": [], "data": ["1"]}
 }
}
""",
    "csv": """optimlib trajectory 1,GradientDescentState
name,dtype,shape,"values, last axis fastest"
x,float64,2 2,0.1,-0.0,inf,1e-300
value,float64,2,nan,2.0
grad,float64,1 2,0.30000000000000004,1.0
state.t,int64,2,0,1
diverged_at,int64,,1
""",
}


@pytest.mark.parametrize("ending", OLD)
def test_files_of_before_are_read(ending, tmp_path):
    (tmp_path / f"old.{ending}").write_text(OLD[ending])
    old = Trajectory.load(tmp_path / f"old.{ending}")
    assert old.x.tobytes() == np.array([[0.1, -0.0], [np.inf, 1e-300]]).tobytes()
    assert old.grad[0, 0] == 0.1 + 0.2
    assert np.isnan(old.value[0])
    assert type(old.state) is type(PATHS["one point"].state)
    assert old.state.t.tolist() == [0, 1]
    assert (old.diverged_at, old.method) == (1, "")
    assert repr(old).startswith("Trajectory(GradientDescent, 1 step, ")


def test_an_archive_of_before_is_read(tmp_path):
    arrays = {"x": np.ones((2, 2)), "value": np.ones(2), "grad": np.ones((1, 2)), "state.t": np.arange(2)}
    np.savez_compressed(
        tmp_path / "old.npz", format="optimlib trajectory 1", state="GradientDescentState", **arrays
    )
    assert Trajectory.load(tmp_path / "old.npz").state.t.tolist() == [0, 1]


def test_state_that_is_not_ours_keeps_its_fields(tmp_path):
    path = from_optax(FakeOptax(), RAVINE, RAVINE.start, steps=2)
    path.save(tmp_path / "path.json")
    back = Trajectory.load(tmp_path / "path.json")
    assert type(back.state).__name__ == "RecordedState"
    np.testing.assert_array_equal(back.state.t, [0, 1, 2])


@pytest.mark.parametrize("name", ["path.txt", "path", "path.pickle"])
def test_unknown_ending(name, tmp_path):
    with pytest.raises(OptimError, match=r"ends in \.npz, \.csv, \.json"):
        PATHS["one"].save(tmp_path / name)
    with pytest.raises(OptimError, match=r"ends in \.npz, \.csv, \.json"):
        Trajectory.load(tmp_path / name)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("content", [b"", b"nonsense\n", b"{}", b"[1, 2]", b"a,b\nc\nd,e,f\n"])
def test_file_that_is_no_trajectory(ending, content, tmp_path):
    file = tmp_path / f"path.{ending}"
    file.write_bytes(content)
    with pytest.raises(OptimError, match=r"got .* expected a file in the form"):
        Trajectory.load(file)


def test_file_of_another_format_or_none(tmp_path):
    with pytest.raises(OptimError, match="FileNotFoundError"):
        Trajectory.load(tmp_path / "missing.npz")
    file = tmp_path / "path.json"
    PATHS["one"].save(file)
    content = json.loads(file.read_text())
    file.write_text(json.dumps(content | {"format": "optimlib trajectory 2"}))
    with pytest.raises(OptimError, match="optimlib trajectory 2"):
        Trajectory.load(file)


class FakeOptax:
    """Has Optax's two functions: momentum 0.9, rate 0.1."""

    def init(self, params):
        return np.zeros_like(params)

    def update(self, gradient, state, params):
        state = 0.9 * state + gradient
        return -0.1 * state, state


def test_recorded_from_optax_by_its_protocol():
    path = from_optax(FakeOptax(), RAVINE, RAVINE.start, steps=30)
    ours = run(RAVINE, optimizers.load("momentum", learning_rate=0.1), RAVINE.start, steps=30)
    np.testing.assert_allclose(path.x, ours.x, atol=1e-14)
    np.testing.assert_allclose(path.value, ours.value, atol=1e-14)
    np.testing.assert_allclose(path.grad, ours.grad, atol=1e-14)


def test_recorded_from_optax_itself():
    optax = pytest.importorskip("optax")
    path = from_optax(optax.adam(0.3), RAVINE, RAVINE.start, steps=30)
    ours = run(RAVINE, optimizers.load("adam", learning_rate=0.3), RAVINE.start, steps=30)
    np.testing.assert_allclose(path.x, ours.x, atol=1e-4)


def test_recording_needs_steps():
    with pytest.raises(OptimError, match="steps"):
        from_optax(FakeOptax(), RAVINE, RAVINE.start, steps=0)


def test_recorded_from_torch():
    torch = pytest.importorskip("torch")
    tensor = torch.tensor(RAVINE.start, dtype=torch.float64, requires_grad=True)
    path = from_torch(torch.optim.Adam([tensor], lr=0.3), RAVINE, steps=30)
    ours = run(RAVINE, optimizers.load("adam", learning_rate=0.3), RAVINE.start, steps=30)
    np.testing.assert_allclose(path.x, ours.x, atol=1e-12)
    single = torch.tensor(RAVINE.start, dtype=torch.float32, requires_grad=True)
    with pytest.raises(OptimError, match="double precision"):
        from_torch(torch.optim.Adam([single]), RAVINE, steps=3)


def test_recorded_from_torch_by_several_looks_a_step():
    """LBFGS searches along each line, and learns the curvatures of a quadratic in a few steps."""
    torch = pytest.importorskip("torch")
    tensor = torch.tensor(RAVINE.start, dtype=torch.float64, requires_grad=True)
    endless = {
        "max_iter": 1,
        "line_search_fn": "strong_wolfe",
        "tolerance_change": 0.0,
        "tolerance_grad": 0.0,
    }
    path = from_torch(torch.optim.LBFGS([tensor], **endless), RAVINE, steps=12)
    assert path.value[-1] < 1e-12
    np.testing.assert_array_equal(path.grad, RAVINE.gradient(path.x[:-1]))
    for start, fault in ([1.0, 2.0, 3.0], "shape of the parameters"), ([np.nan, 1.0], "finite"):
        odd = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        with pytest.raises(OptimError, match=fault):
            from_torch(torch.optim.Adam([odd]), RAVINE, steps=3)
    with pytest.raises(OptimError, match="an optimizer of PyTorch"):
        from_torch("adam", RAVINE, steps=3)
