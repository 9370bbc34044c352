"""What two segments show or say is the same in both: names and looks of methods, levels of a landscape, runs."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optimlib import looks, optimizers
from optimlib.trajectory import Trajectory
from scenes import catalog

FOLDER = Path(catalog.__file__).parent / "segments"
FILES = sorted(FOLDER.glob("*/*.py"))
WORDS = sorted(FOLDER.glob("*/*.toml"))
NAMES = {name for one in optimizers.names() for name in optimizers.load(one).facts.display_name.values()}
"""What methods are called, in any language."""
WHOLE = re.compile(r"[A-Za-z]+")


def name_of(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", WORDS, ids=name_of)
def test_methods_are_spelt_alike(path: Path) -> None:
    right = {word.lower(): word for name in NAMES for word in WHOLE.findall(name) if not word.islower()}
    # These are words of the language as well.
    for common in ("gradient", "momentum"):
        right.pop(common, None)
    wrong = [
        word
        for word in WHOLE.findall(path.read_text(encoding="utf-8").replace("_", " "))
        if word.lower() in right and word not in (right[word.lower()], word.lower())
    ]
    assert not wrong


def looked_up(tree: ast.AST) -> Iterator[str]:
    """Find the names whose look a file asks for."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="look"), args=[ast.Constant(value=str() as name)]):
                yield name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_looks_are_those_that_are_known(path: Path) -> None:
    known = set(looks.LOOKS) | set(optimizers.names())
    assert set(looked_up(ast.parse(path.read_text(encoding="utf-8")))) <= known


def test_no_two_looks_are_alike() -> None:
    methods = [(name, look) for name, look in looks.LOOKS.items() if name in optimizers.names()]
    for (one, first), (other, second) in combinations(methods, 2):
        assert (first.colour, first.marker) != (second.colour, second.marker), (one, other)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_levels_are_the_objectives_own(path: Path) -> None:
    """Contours of an objective are drawn by the component alone, at the levels that the objective has."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "contourpy" not in imported


def runs_in(value: Any, depth: int = 3) -> Iterator[Trajectory[Any]]:
    """Find the single runs among facts."""
    if isinstance(value, Trajectory):
        if value.x.ndim == 2:
            yield value
    elif depth and dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from runs_in(getattr(value, field.name), depth - 1)
    elif depth and isinstance(value, tuple | list):
        for one in value:
            yield from runs_in(one, depth - 1)
    elif depth and isinstance(value, dict):
        yield from runs_in(list(value.values()), depth)


def test_runs_of_two_segments_that_have_the_same_gradients_are_the_same() -> None:
    """A path has one length, whoever tells it: runs that begin alike go on alike."""
    found = [
        (name, one)
        for name in catalog.segments()
        for one in runs_in(catalog.story(name).facts(catalog.story(name).parameters()))
        if len(one.grad) >= 30
    ]
    same = 0
    for (one, first), (other, second) in combinations(found, 2):
        steps = min(len(first.grad), len(second.grad))
        begin = min(steps, 12)
        if (
            one == other
            or first.method != second.method
            or first.x.shape[1:] != second.x.shape[1:]
            or not np.allclose(first.x[: begin + 1], second.x[: begin + 1], rtol=1e-12, atol=1e-12)
        ):
            continue
        same += 1
        assert np.allclose(first.x[: steps + 1], second.x[: steps + 1], rtol=1e-9, atol=1e-9), (one, other)
    assert same >= 3, "or nothing is compared"
