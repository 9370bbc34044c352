"""What things are called elsewhere, so that an error can say what they are called here."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

NAMES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "lr": (("learning_rate",),),
    "eta": (("learning_rate",),),
    "step_size": (("learning_rate",),),
    "alpha": (("decay",), ("learning_rate",)),
    "rho": (("decay",), ("momentum",)),
    "gamma": (("decay",), ("momentum",)),
    "beta": (("momentum",), ("beta1",), ("decay",)),
    "mu": (("momentum",),),
    "betas": (("beta1", "beta2"),),
    "beta_1": (("beta1",),),
    "beta_2": (("beta2",),),
    "b1": (("beta1",),),
    "b2": (("beta2",),),
    "eps": (("epsilon",),),
    "l2": (("weight_decay",),),
    "wd": (("weight_decay",),),
    "lr_decay": (("learning_rate_decay",),),
    "initial_accumulator_value": (("initial_accumulator",),),
    "sgd": (("gradient_descent",),),
    "gd": (("gradient_descent",),),
    "heavy_ball": (("momentum",),),
    "nag": (("nesterov",),),
}
"""For each name elsewhere the names here, the likeliest first; some are two in one."""

_SIGNS = str.maketrans(
    {"^": "**", "−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "²": "**2", "³": "**3", "π": "pi"}
)
_NUMBER = r"(?<![\w.])\d+(?:\.\d*)?(?![eE][+-]?\d)"
_WRITTEN: Mapping[str, str] = {
    r"\b(?:np|numpy|math|sympy|torch|tf)\.": "",
    r"\bln\b": "log",
    r"\barc(?=(?:sin|cos|tan)\b)": "a",
    r"\bfabs\b": "abs",
    r"\b[xX](?:_?1\b|\[(?:\.\.\.,\s*)?0\])|\bX\b": "x",
    r"\b[xX](?:_?2\b|\[(?:\.\.\.,\s*)?1\])|\bY\b": "y",
    r"\bx\s*y\b": "x*y",
    rf"({_NUMBER})\s*(?=[a-z(])": r"\1*",
    r"\)\s*(?=[\w(])": ")*",
    r"\b([xy])(?:\s*(?=\()|\s+(?=\w))": r"\1*",
}


def here(name: str, known: Container[str]) -> tuple[str, ...]:
    """Say what something is called here, as far as it is among the known names.

    >>> here("betas", ["learning_rate", "beta1", "beta2"])
    ('beta1', 'beta2')
    """
    for names in NAMES.get(name.lower(), ()):
        if all(one in known for one in names):
            return names
    return ()


def arithmetic(text: str) -> str:
    """Write a formula as Python does, where it was written as others do.

    >>> arithmetic("2x^2 + np.sin(x y)")
    '2*x**2 + sin(x*y)'
    """
    text = text.translate(_SIGNS)
    for elsewhere, replacement in _WRITTEN.items():
        text = re.sub(elsewhere, replacement, text)
    return text
