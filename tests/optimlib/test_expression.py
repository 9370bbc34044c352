"""Objectives from a line of text: exact derivatives, and everything else refused with its place."""

import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimlib import OptimError, objectives, optimizers, run
from optimlib.expression import expression

pytest.importorskip("sympy")

POINTS = np.random.default_rng(5).uniform(0.2, 0.9, size=(7, 3, 2))
TEXTS = [
    "x**2/20 + y**2 + sin(x*y)",
    "(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2",
    "exp(-x**2) * cos(pi*y) - log(1 + y)/e",
    "sqrt(x) + abs(x - y)*2 + abs(x*y)",
    "asin(x) + acos(y) + atan(x/y) + tan(x)",
    "sinh(x) + cosh(y) + tanh(x*y)",
    "2**x + y**-2 + +x**0.5 - -3e-2",
    "tan(x + pi/2) + x**y",
    "7",
    " x ",
    "1/(x + y) - 1/x**3",
    "sqrt(sin(x)**2) + exp(log(x))",
]


@pytest.mark.parametrize("text", TEXTS)
def test_against_python_itself(text):
    names = vars(np) | {"asin": np.arcsin, "acos": np.arccos, "atan": np.arctan}
    expected = eval(text.strip(), names, {"x": POINTS[..., 0], "y": POINTS[..., 1]})
    function = expression(text)
    np.testing.assert_allclose(function.value(POINTS), np.broadcast_to(expected, (7, 3)), rtol=1e-13)
    h = 1e-6
    for axis, e in enumerate(h * np.eye(2)):
        slope = (function.value(POINTS + e) - function.value(POINTS - e)) / (2 * h)
        np.testing.assert_allclose(function.gradient(POINTS)[..., axis], slope, rtol=1e-5, atol=1e-7)
        bend = (function.gradient(POINTS + e) - function.gradient(POINTS - e)) / (2 * h)
        np.testing.assert_allclose(function.hessian(POINTS)[..., axis], bend, rtol=1e-5, atol=1e-7)


def test_same_path_as_the_objective_that_ships():
    ravine = objectives.load("ravine")
    written = expression("x**2/20 + y**2", view=ravine.view, start=ravine.start, minima=[(0, 0)])
    method = optimizers.load("momentum", learning_rate=0.1)
    ours, theirs = (run(f, method, ravine.start, steps=30).x for f in (ravine, written))
    np.testing.assert_allclose(ours, theirs, atol=1e-13)
    assert len(written.levels) == 11
    assert written.name == written.display_name["zh"] == "x**2/20 + y**2"
    assert written.formula == "(x^(2)) / (20) + y^(2)"
    np.testing.assert_array_equal(written.minima, [[0, 0]])


@pytest.mark.parametrize(
    ("text", "column", "fault"),
    [
        ("x**2 + z", 8, "'z'"),
        ("  x**2 + z", 10, "'z'"),
        ("x + __import__('os').system('true')", 5, "__import__"),
        ("(lambda: x)()", 1, "lambda"),
        ("x.real", 1, "'x.real'"),
        ("x[0]", 1, "'x[0]'"),
        ("[x for x in y]", 1, "for"),
        ("x if y else 1", 1, "if"),
        ("x < y", 1, "<"),
        ("x and y", 1, "and"),
        ("x % 2", 1, "%"),
        ("x // 2", 1, "//"),
        ("x @ y", 1, "@"),
        ("~x", 1, "~x"),
        ("'x'", 1, "'x'"),
        ("x + True", 5, "True"),
        ("x + 2j", 5, "2j"),
        ("(x := 3)", 2, ":="),
        ("f'{x}'", 1, "f'"),
        ("(x, y)", 1, "(x, y)"),
        ("sin(x, y)", 1, "one argument for sin"),
        ("sin(x=y)", 1, "one argument for sin"),
        ("sin()", 1, "one argument for sin"),
        ("gamma(x)", 1, "gamma"),
        ("sin(x)(y)", 1, "sin(x)(y)"),
        ("x + sin", 5, "'sin'"),
        ("y + x**65", 5, "powers up to 64"),
        ("y + (x**60)**60", 5, "powers up to 64"),
        ("x + 9**9**9", 5, "powers up to 64"),
        ("x + (10**60)**60", 5, "numbers up to"),
        ("x + 2e99*2e99", 5, "numbers up to"),
        ("x + 1e101", 5, "numbers up to"),
        ("x + 1e999", 5, "numbers up to"),
        ("x + 1/0", 5, "real number"),
        ("x + sqrt(-1)", 5, "real number"),
        ("x + log(0)", 5, "real number"),
        ("-" * 45 + "x", 42, "levels of nesting"),
        ("x + (-2)**y", 5, "base above 0"),
        ("x + 0**y", 5, "base above 0"),
        ("x +", 4, "fault at column"),
        ("x + * y", 5, "fault at column"),
        ("α", 1, "'α'"),
        ("x + αβ + ζ", 5, "'αβ'"),
    ],
)
def test_refused_with_its_place(text, column, fault):
    with pytest.raises(OptimError, match=r"got .* expected") as caught:
        expression(text)
    assert f"at column {column}" in str(caught.value)
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("x^2 + y^2", "x**2 + y**2"),
        ("x²/20 + y²", "x**2/20 + y**2"),
        ("2x + 3(x + y)", "2*x + 3*(x + y)"),
        ("(x + 1)(y - 1) y", "(x + 1)*(y - 1)*y"),
        ("x y + xy", "x*y + x*y"),
        ("np.sin(x) + math.ln(Y)", "sin(x) + log(y)"),
        ("arctan(x) − 2·π·x", "atan(x) - 2*pi*x"),
        ("x[0]**2 + x[..., 1]**2", "x**2 + y**2"),
        ("x1**2 + x_2**2", "x**2 + y**2"),
        ("1e-3x + x(y + 1)", "1e-3*x + x*(y + 1)"),
        ("1e3*x + 2.5y", "1e3*x + 2.5*y"),
        ("x^99", None),
        ("x + z", None),
        ("x^z", None),
    ],
)
def test_what_is_written_otherwise_elsewhere_is_told(text, ours):
    with pytest.raises(OptimError, match=r"got .* expected") as caught:
        expression(text)
    _, _, hint = str(caught.value).partition("(write ")
    assert hint == ("" if ours is None else f"{ours})")
    if ours is not None:
        expression(ours)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "x\n+y", None, 3, "x" + " + x" * 200, "x\0", "(" * 199 + "x" + ")" * 199 + "(", "import os"],
)
def test_refused_as_a_whole(text):
    with pytest.raises(OptimError, match=r"got .* expected"):
        expression(text)


@pytest.mark.parametrize("text", ["abs(sqrt(x))", "abs(log(x))", "y + abs(x**y)"])
def test_refused_for_its_derivatives(text):
    with pytest.raises(OptimError, match="derivatives are elementary, without"):
        expression(text)


FORMULAS = st.recursive(
    st.sampled_from(["x", "y", "2", "0", "0.5", "-1", "1e9", "pi", "e", "65"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner).map(
            lambda parts: f"({''.join(parts)})"
        ),
        st.tuples(st.sampled_from(["sin", "log", "sqrt", "abs", "asin", "tan", "-"]), inner).map(
            "{0[0]}({0[1]})".format
        ),
    ),
    max_leaves=5,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=FORMULAS)
def test_any_formula_is_an_objective_or_refused(text):
    try:
        function = expression(text)
    except OptimError:
        return
    with np.errstate(all="ignore"):
        assert function.value(POINTS).shape == (7, 3)
        assert function.gradient(POINTS).shape == (7, 3, 2)
        assert function.hessian(POINTS).shape == (7, 3, 2, 2)


def test_deepest_text_that_is_allowed_is_quick():
    nested = "x"
    for _ in range(30):
        nested = f"sin({nested})"
    assert np.isfinite(expression(nested).hessian([0.3, 0.1])).all()


def test_without_sympy_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sympy", None)
    with pytest.raises(OptimError, match="pip install"):
        expression("x")
