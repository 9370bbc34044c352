"""What holds for every module and everything that is found by its file name."""

import dataclasses
import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys

import numpy as np
import pytest

import optimlib
from optimlib import OptimError, objectives, optimizers
from optimlib.expression import expression
from optimlib.fields import angle_to_minimum, gradient_grid, value_grid
from optimlib.misprints import AdaDeltaAsRatio, AdamWithMinus
from optimlib.objectives.quadratic import Quadratic
from optimlib.types import Evaluation

MODULES = sorted(m.name for m in pkgutil.walk_packages(optimlib.__path__, "optimlib."))
METHODS = [optimizers.load(name) for name in optimizers.names()]


@pytest.mark.parametrize("name", ["optimlib", *MODULES])
def test_examples_in_docstrings(name):
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert failed == 0


@pytest.mark.parametrize("method", METHODS, ids=optimizers.names())
class TestOptimizer:
    def test_facts_are_complete(self, method):
        facts = method.facts
        assert set(facts.display_name) == {"en", "zh"}
        assert facts.paper[-4:].isdigit()
        assert "theta" in facts.rule
        assert facts.memory >= 0
        assert facts.differs

    def test_docstring_teaches(self, method):
        text = type(method).__doc__
        for part in ("Parameters\n", "Examples\n", "Notes\n", "learning_rate"):
            assert part in text
        for field in dataclasses.fields(method):
            assert field.name in text, field.name

    def test_state_is_documented(self, method):
        state = method.init(np.zeros(2))
        for field in state._fields:
            assert f"\n{field}\n" in inspect.getdoc(type(state))

    def test_memory_is_what_the_plain_form_keeps(self, method):
        assert method.facts.memory <= len(method.init(np.zeros(2))) - 1

    def test_functions_are_pure(self, method):
        x, gradient = np.array([1.0, -2.0]), np.array([0.5, 3.0])
        x.flags.writeable = gradient.flags.writeable = False
        state = method.init(x)
        for _ in range(3):
            for field in state:
                if isinstance(field, np.ndarray):
                    field.flags.writeable = False
            query = method.query(state, x)
            first, again = (method.update(state, Evaluation(query, gradient)) for _ in range(2))
            np.testing.assert_array_equal(first[1], again[1])
            for one, other in zip(first[0], again[0], strict=True):
                np.testing.assert_array_equal(one, other)
            state = first[0]

    def test_a_coordinate_alone_goes_as_beside_others(self, method):
        if not method.coordinatewise:
            pytest.skip("takes all coordinates at once")
        x, gradient = np.array([1.0, -2.0, 0.25]), np.array([0.5, 3.0, -1e-3])
        together = method.init(x)
        kind = type(together)
        _, of_all = method.update(together, Evaluation(method.query(together, x), gradient))
        for i in range(3):
            alone = kind(*(f[i].item() if isinstance(f, np.ndarray) else f for f in together))
            number = method.query(alone, x[i].item())
            _, step = method.update(alone, Evaluation(number, gradient[i].item()))
            assert type(step) is float
            assert step == of_all[i]

    def test_is_a_value(self, method):
        assert method == type(method)()
        with pytest.raises(AttributeError):
            method.learning_rate = 1.0

    def test_goes_downhill(self, method):
        path = optimlib.run(Quadratic((1.0, 3.0)), method, [1.0, -1.0], steps=20)
        assert path.value[-1] < path.value[0]


@pytest.mark.parametrize("name", objectives.names())
class TestObjective:
    def test_docstring_teaches(self, name):
        text = type(objectives.load(name)).__doc__
        assert text.startswith("f(x")
        assert ">>>" in text

    def test_is_a_value_and_made_without_arguments(self, name):
        assert objectives.load(name) == objectives.load(name)
        assert hash(objectives.load(name)) == hash(objectives.load(name))

    def test_arrays_are_read_only(self, name):
        assert not objectives.load(name).minima.flags.writeable


def test_formulas_are_typst():
    """All at once, since a compiler takes a tenth of a second to start."""
    typst = pytest.importorskip("typst")
    formulas = [objectives.load(name).formula for name in objectives.names()]
    formulas += [Quadratic((1.0, -2.0, 3.5)).formula]
    formulas += [method.facts.rule for method in METHODS]
    formulas += [AdamWithMinus.facts.rule, AdaDeltaAsRatio.facts.rule]
    formulas += [expression("x**2/20 + y**2 + sin(x*y)*3 - -x**-2*atan(y)").formula]
    pages = typst.compile("\n".join(f"$ {formula} $" for formula in formulas).encode(), format="svg")
    assert len(pages) >= 1


def test_one_import_does_not_bring_scipy():
    code = (
        "import optimlib, sys; print([m for m in ('scipy', 'sympy', 'torch', 'manim') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_every_public_name_is_reached_from_the_top():
    for name in MODULES:
        parts = name.split(".")[1:]
        if any(part.startswith("_") for part in parts):
            continue
        module = importlib.import_module(name)
        own = getattr(module, parts[-1], None)
        if len(parts) == 1 and inspect.isfunction(own):
            assert getattr(optimlib, parts[0]) is own, f"{name}: import the function in optimlib/__init__.py"
        elif len(parts) == 1:
            assert getattr(optimlib, parts[0]) is module
    assert optimlib.Adam is type(optimizers.load("adam"))
    assert optimlib.classify.__module__ == "optimlib.landscape"
    assert optimlib.train.__module__ == "optimlib.network.training"
    assert {"Adam", "run", "sweep", "value_grid", "landscape"} <= set(dir(optimlib)) - {"Any", "annotations"}
    # Misprints are come upon by nobody unawares, and `load` is said of what.
    for hidden in ("AdamWithMinus", "numerical_gradient", "load", "names", "sweeep", "_checks_"):
        assert not hasattr(optimlib, hidden)


def test_a_name_called_like_its_file_loads_no_other():
    code = "import optimlib, sys; optimlib.Adam, optimlib.landscape; print('optimlib.search' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def callables():
    for name in MODULES:
        module = importlib.import_module(name)
        for value in list(vars(module).values()):
            if getattr(value, "__module__", None) != name:
                continue
            inner = vars(value).values() if inspect.isclass(value) else ()
            yield from (one for one in (value, *inner) if inspect.isfunction(one) or inspect.isclass(one))


def test_signatures_are_told_in_few_words():
    """`help` shows annotations as they were written, and not what they stand for."""
    seen = 0
    for function in callables():
        try:
            text = str(inspect.signature(function))
        except (TypeError, ValueError):
            continue
        seen += 1
        assert "numpy" not in text.replace("numpy.random", ""), f"{function.__qualname__}{text}"
        assert "collections.abc" not in text, f"{function.__qualname__}{text}"
    assert seen > 300


def test_results_are_told_in_one_line():
    bowl, adam = objectives.load("bowl"), optimizers.load("adam", learning_rate=0.3)
    line, at_once = optimlib.y_equals_2x(), optimlib.full_batch()
    wide = optimlib.fit(optimlib.Data.of(np.eye(3), np.ones(3)), at_once, w0=np.zeros(3), epochs=1)
    images, rng = optimlib.digits(), np.random.default_rng(0)
    race = optimlib.digits_race({"adam": adam}, images, rng, iterations=2, hidden=(5,))
    grid = {"learning_rate": [0.1, 0.4], "beta1": [0.9]}
    swept = "SweepResult(2 values of learning_rate, 1 value of beta1, 1 start, 100% reach the target)"
    told = {
        optimlib.fit(line, at_once, epochs=1): "w (1) → (1.093), cost (4.667) → (3.836)",
        optimlib.fit(line, at_once, 1e200, epochs=3): "diverged at",
        wide: "RegressionRun(1 update, w (0, 0, 0) → ",
        optimlib.reddi_game(adam, 3): "OnlineGame(3 rounds, x 1 → ",
        images: "LabelledImages(1797 of 8 × 8, in 10 classes)",
        race["adam"]: "Training(2 updates of 385 parameters, loss ",
        optimlib.sweep(bowl, adam, grid, bowl.start, 3, 1e9): swept,
    }
    found = optimlib.divide_and_conquer(bowl.value, ((-3.0, 3.0), (-3.0, 3.0)), cells=3, levels=1)
    texts = {repr(one): words for one, words in told.items()}
    texts[repr(found)] = "SearchResult(x (0, 0), value 0, 9 evaluations, 1 level)"
    texts[repr(found.levels[0])] = "Level(9 points, best 0 at (0, 0))"
    for text, words in texts.items():
        assert words in text
        assert "\n" not in text
        assert len(text) < 200


def test_import_is_quick():
    """Processor time, so that a busy machine does not count."""
    code = "import time; t = time.process_time(); import optimlib; print(time.process_time() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(times) < 0.15


def test_grids_are_rows_of_y():
    bowl = objectives.load("bowl")
    grid = value_grid(bowl, ((0.0, 1.0), (0.0, 3.0)), resolution=(2, 4))
    assert grid.points.shape == (4, 2, 2)
    assert grid.field[3, 0] == bowl.value([0.0, 3.0])
    np.testing.assert_array_equal(grid.axes[1], [0, 1, 2, 3])
    np.testing.assert_array_equal(gradient_grid(bowl).field, bowl.gradient(gradient_grid(bowl).points))
    with pytest.raises(ValueError, match="read-only"):
        grid.field[0, 0] = 1.0


def test_angle_is_to_the_nearest_minimum():
    himmelblau = objectives.load("himmelblau")
    # So close to a minimum the way there is downhill, within the angle a condition number below 4 allows.
    near = himmelblau.minima[:, np.newaxis] + 1e-3 * np.array([[1.0, 0.5], [-1.0, 1.0], [0.3, -1.0]])
    assert angle_to_minimum(himmelblau, near).max() < np.degrees(np.arcsin(3 / 5))


def test_angle_vanishes_on_the_axes():
    ravine = objectives.load("ravine")
    assert angle_to_minimum(ravine, [[-3.0, 0.0], [0.0, 2.0]]) == pytest.approx([0, 0], abs=1e-12)
    assert np.isnan(angle_to_minimum(ravine, [0.0, 0.0]))


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: value_grid(objectives.load("bowl"), ((0, 1),)),
        lambda: value_grid(objectives.load("bowl"), ((1, 0), (0, 1))),
        lambda: value_grid(objectives.load("bowl"), resolution=1),
        lambda: value_grid(objectives.load("bowl"), resolution=(3, 3, 3)),
        lambda: angle_to_minimum(Quadratic((1.0, -1.0)), [1.0, 1.0]),
    ],
)
def test_bad_input_of_fields(mistake):
    with pytest.raises(OptimError, match=r"got .* expected"):
        mistake()
