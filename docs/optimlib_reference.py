"""Draw the pictures of docs/optimlib.md and write its reference from the docstrings.

    python docs/optimlib_reference.py

The page's text outside the markers is written by hand; a test compares the rest with what this script gives.
"""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from contourpy import contour_generator

import optimlib
from optimlib import objectives, optimizers, run
from optimlib.fields import value_grid
from optimlib.types import AnyOptimizer, Array, Objective

HERE = Path(__file__).parent
PAGE = HERE / "optimlib.md"
PICTURES = HERE / "optimlib"
BEGIN, END = "<!-- reference: begin -->", "<!-- reference: end -->"
WIDTH, HEIGHT, FINE, GRID = 480, 300, 4, 601
LINE, PATH, START, MINIMUM = "#9aa5b1", "#0072b2", "#d55e00", "#009e73"
RAVINE = objectives.load("ravine")
RATES = np.geomspace(1e-3, 1e3, 181)


# Pictures ------------------------------------------------------------------------------------------------


class Canvas:
    """Collects the shapes of one picture, in the coordinates of an objective's view."""

    def __init__(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        self.x, self.y = x, y
        self.shapes: list[str] = []

    def place(self, points: Array) -> Array:
        """Turn points into pixels; y grows upwards."""
        across = (points[..., 0] - self.x[0]) / (self.x[1] - self.x[0]) * WIDTH
        down = (self.y[1] - points[..., 1]) / (self.y[1] - self.y[0]) * HEIGHT
        return np.stack([across, down], axis=-1)

    def spaced(self, points: Array, pixels: float) -> Array:
        """Take points along a line, that many pixels apart: a fine grid finds far more than can be seen."""
        so_far = np.concatenate(
            [[0.0], np.cumsum(np.linalg.norm(np.diff(self.place(points), axis=0), axis=1))]
        )
        at = np.linspace(0.0, so_far[-1], max(10, round(so_far[-1] / pixels)))
        return np.stack([np.interp(at, so_far, column) for column in points.T], axis=-1)

    def line(self, points: Array, colour: str, width: float) -> None:
        """Draw a line through points."""
        # Whole quarters of a pixel, each as a move from the one before: a third of the text that places would take.
        pixels = np.rint(FINE * self.place(np.asarray(points))).astype(int)
        moves = np.diff(pixels, axis=0)
        path = " ".join(f"{across} {down}" for across, down in moves[moves.any(axis=1)])
        head = f"M{pixels[0, 0]} {pixels[0, 1]}l{path}"
        self.shapes.append(f'<path d="{head}" fill="none" stroke="{colour}" stroke-width="{FINE * width}"/>')

    def dots(self, points: Array, colour: str, radius: float) -> None:
        """Draw a dot at each point."""
        for x, y in FINE * self.place(np.asarray(points)):
            self.shapes.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{FINE * radius:g}" fill="{colour}"/>')

    def text(self, label: str) -> str:
        """Give the picture, with a description for those who do not see it."""
        width, height = FINE * WIDTH, FINE * HEIGHT
        size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {width} {height}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
        ground = f'<title>{label}</title>\n<rect width="{width}" height="{height}" fill="#ffffff"/>'
        return "\n".join([head, ground, *self.shapes, "</svg>", ""])


def landscape(objective: Objective) -> Canvas:
    """Draw an objective: contour lines, or the curve itself in one dimension."""
    if len(objective.view) == 1:
        curve = value_grid(objective, resolution=121)
        low, high = float(curve.field.min()), float(curve.field.max())
        canvas = Canvas(objective.view[0], (low - 0.15 * (high - low), high))
        canvas.line(np.stack([curve.axes[0], curve.field], axis=-1), LINE, 3)
        return canvas
    grid = value_grid(objective, resolution=GRID)
    canvas = Canvas(*objective.view)
    contours = contour_generator(*grid.axes, grid.field)
    for level in objective.levels:
        for line in contours.lines(level):
            canvas.line(canvas.spaced(line, 4.0), LINE, 1.6)
    return canvas


def heights(objective: Objective, points: Array) -> Array:
    """Put points of a line on its curve; leave those of the plane."""
    points = np.asarray(points, dtype=np.float64)
    if points.shape[-1] == 2:
        return points
    return np.concatenate([points, objective.value(points)[..., np.newaxis]], axis=-1)


def picture_of_objective(objective: Objective) -> str:
    """Draw an objective with its start and its minima."""
    canvas = landscape(objective)
    canvas.dots(heights(objective, np.array([objective.start])), START, 7)
    canvas.dots(heights(objective, objective.minima), MINIMUM, 7)
    return canvas.text(f"{objective.display_name['en']}: {objective.formula}")


def best_rate(optimizer: AnyOptimizer) -> float:
    """Find the learning rate under which the values of thirty steps in the ravine sum to least."""
    tried: Any = dataclasses.replace(optimizer, learning_rate=RATES[:, np.newaxis])  # type: ignore[type-var]
    total = run(RAVINE, tried, RAVINE.start, steps=30).value.sum(axis=0)
    return float(f"{RATES[np.nanargmin(total)]:.2g}")


def picture_of_optimizer(optimizer: AnyOptimizer) -> str:
    """Draw thirty steps in the ravine at the method's best rate."""
    rate = best_rate(optimizer)
    at_best: Any = dataclasses.replace(optimizer, learning_rate=rate)  # type: ignore[type-var]
    path = run(RAVINE, at_best, RAVINE.start, steps=30).x
    canvas = landscape(RAVINE)
    canvas.line(path, PATH, 2.4)
    canvas.dots(path, PATH, 3.6)
    canvas.dots(path[:1], START, 7)
    canvas.dots(RAVINE.minima, MINIMUM, 7)
    return canvas.text(
        f"{optimizer.facts.display_name['en']}: 30 steps in the ravine, learning rate {rate:g}"
    )


def pictures() -> dict[str, str]:
    """Draw everything: file name and content."""
    drawn = {
        f"objective_{name}.svg": picture_of_objective(objectives.load(name)) for name in objectives.names()
    }
    drawn |= {
        f"optimizer_{name}.svg": picture_of_optimizer(optimizers.load(name)) for name in optimizers.names()
    }
    return drawn


# Reference -----------------------------------------------------------------------------------------------


def modules() -> list[str]:
    """List the public modules of the package."""
    found = [module.name for module in pkgutil.walk_packages(optimlib.__path__, "optimlib.")]
    return [name for name in sorted(found) if not any(part.startswith("_") for part in name.split("."))]


def public_names(module: ModuleType) -> dict[str, tuple[str, str]]:
    """Give what a module offers of its own: name, how it is called, first line of its docstring."""
    offered = {}
    for name, value in vars(module).items():
        own = getattr(value, "__module__", None) == module.__name__
        if not name.startswith("_") and own and (inspect.isclass(value) or inspect.isfunction(value)):
            offered[name] = (_call(value), _first_line(value))
    tree = ast.parse(inspect.getsource(module))
    for node, after in zip(tree.body, [*tree.body[1:], ast.Pass()], strict=True):
        match node, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as words)):
                if not name.startswith("_"):
                    offered[name] = ("", words.splitlines()[0])
    return offered


def _call(value: Any) -> str:
    if getattr(value, "_is_protocol", False):
        return ""
    parts = []
    shown = (p for p in inspect.signature(value).parameters.values() if not p.name.startswith("_"))
    for parameter in shown:
        has_default = parameter.default is not parameter.empty
        parts.append(f"{parameter.name}={parameter.default!r}" if has_default else parameter.name)
    return f"({', '.join(parts)})"


def _first_line(value: Any) -> str:
    return (inspect.getdoc(value) or "").split("\n")[0]


def _table(names: dict[str, tuple[str, str]]) -> Iterator[str]:
    yield "| name | what it is |"
    yield "|---|---|"
    for name, (call, words) in names.items():
        cells = (f"`{name}{call}`", words)
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield ""


def _title(names: Mapping[str, str]) -> str:
    return " · ".join(dict.fromkeys(names.values()))


def reference() -> str:
    """Write the generated part of the page."""
    lines = [
        "## Optimizers",
        "",
        "Each picture shows 30 steps in the ravine, at the learning rate whose values sum to least.",
        "",
    ]
    for name in optimizers.names():
        method = optimizers.load(name)
        facts = method.facts
        lines += [
            f"### {_title(facts.display_name)} (`{name}`)",
            "",
            f"![{facts.display_name['en']} in the ravine](optimlib/optimizer_{name}.svg)",
            "",
            f"`{_first_line(type(method))}`",
            "",
            f"- Paper: {facts.paper}.",
            f"- Numbers kept for each parameter: {facts.memory}.",
            f"- In PyTorch: `{facts.torch}`. {facts.differs}",
            "",
        ]
    lines += ["## Objectives", "", "Orange is the start, green the lowest points.", ""]
    for name in objectives.names():
        objective = objectives.load(name)
        lines += [
            f"### {_title(objective.display_name)} (`{name}`)",
            "",
            f"![{objective.display_name['en']}](optimlib/objective_{name}.svg)",
            "",
            f"`{_first_line(type(objective))}`",
            "",
        ]
    lines += ["## All names", ""]
    for name in modules():
        module = importlib.import_module(name)
        lines += [f"### `{name}`", "", _first_line(module), ""]
        names = public_names(module)
        lines += [*_table(names)] if names else []
    return "\n".join(lines)


def page() -> str:
    """Put the reference between the markers of the page."""
    before, rest = PAGE.read_text().split(BEGIN)
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{rest.split(END)[1]}"


def main() -> None:
    """Make the page and the pictures, and only when all are there put them in the place of the old ones."""
    text = page()
    with tempfile.TemporaryDirectory(dir=HERE, prefix=".optimlib_") as folder:
        new = Path(folder)
        for name, content in pictures().items():
            (new / name).write_text(content)
        (new / PAGE.name).write_text(text)
        PICTURES.mkdir(exist_ok=True)
        kept = {picture.name for picture in new.glob("*.svg")}
        for picture in new.glob("*.svg"):
            picture.replace(PICTURES / picture.name)
        for stale in PICTURES.glob("*.svg"):
            if stale.name not in kept:
                stale.unlink()
        (new / PAGE.name).replace(PAGE)


if __name__ == "__main__":
    main()
