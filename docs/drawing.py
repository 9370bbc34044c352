"""Write docs/drawing.md, what a segment of one's own is drawn with, from docstrings and signatures.

    python docs/drawing.py

The page's text outside the markers is written by hand; a test compares the rest with what this script gives.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lecture.files import replacing
from scenes import theme

PAGE = Path(__file__).with_name("drawing.md")
SCENES = Path(theme.__file__).parent
COMPONENTS = SCENES / "components"
BEGIN, END = "<!-- reference: begin -->", "<!-- reference: end -->"
ROOMS = {
    "axes": "In a window of data",
    "charts": "Charts",
    "surface": "In three dimensions",
    "text": "Text and numbers",
    "": "Everywhere",
}
"""What the folders of components are about; one that is not here is told by its name."""
SIZES = ("TITLE", "HEADING", "BODY", "SMALL")
LIMITS = ("STAGE_LEFT", "STAGE_RIGHT", "STAGE_BOTTOM", "STAGE_TOP", "TITLE_Y")
COLOURS = ("INK", "MUTED", "GRADIENT", "VELOCITY", "GOAL", "X_AXIS", "Y_AXIS", "WARNING")

Def = ast.ClassDef | ast.FunctionDef


def reference() -> str:
    """Return the part between the markers."""
    return "\n".join([*_stage(), *_segment(), *_components()])


def page() -> str:
    """Return the whole page, with the part between the markers as it should be now."""
    head, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    return f"{head}{BEGIN}\n\n{reference()}\n\n{END}{rest.split(END)[1]}"


def _stage() -> Iterator[str]:
    yield "## The stage\n"
    limits = ", ".join(f"`{name}` {getattr(theme, name):.2f}" for name in LIMITS)
    sizes = ", ".join(f"`{name}` {getattr(theme, name)}" for name in SIZES)
    colours = ", ".join(f"`{name}`" for name in COLOURS)
    yield f"`from scenes import theme`. In scene units: {limits}; below stand subtitles. Type sizes: {sizes}."
    yield f"Colours by meaning: {colours}; `theme.look(METHOD)` is a method's own.\n"


def _segment() -> Iterator[str]:
    yield "## What a beat calls\n"
    yield "Methods of `scenes.segment.Segment`.\n"
    [segment] = [one for one in public(SCENES / "segment.py") if one.name == "Segment"]
    yield from _table(
        (f"self.{call(one, after_self=True)}", first_line(one))
        for one in methods(segment)
        if one.name not in ("setup", "construct", "get_time_progression")
    )


def _components() -> Iterator[str]:
    for room in sorted({path.parent for path in COMPONENTS.rglob("*.py")}, key=_rank):
        key = room.relative_to(COMPONENTS).as_posix().removeprefix(".")
        yield f"## {ROOMS.get(key, key)}\n"
        rows = []
        for path in sorted(room.glob("*.py")):
            module = ".".join(("scenes", *path.relative_to(SCENES).with_suffix("").parts))
            for one in public(path):
                rows.append((f"{call(one)}", f"{first_line(one)} `{module}`"))
                if isinstance(one, ast.ClassDef):
                    rows += [(f"….{call(each, after_self=True)}", first_line(each)) for each in methods(one)]
        yield from _table(rows)


def _rank(room: Path) -> tuple[int, str]:
    key = room.relative_to(COMPONENTS).as_posix().removeprefix(".")
    return (list(ROOMS).index(key) if key in ROOMS else len(ROOMS), key)


def public(path: Path) -> list[Def]:
    """Return the classes and functions of a file that others may use, in its order."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return [one for one in body if isinstance(one, Def) and not one.name.startswith("_")]


def methods(one: ast.ClassDef) -> list[ast.FunctionDef]:
    """Return the methods that others may call: properties and ``show``, which a dial calls, are none."""
    return [
        each
        for each in one.body
        if isinstance(each, ast.FunctionDef)
        and not each.name.startswith("_")
        and each.name != "show"
        and not any(isinstance(mark, ast.Name) and mark.id == "property" for mark in each.decorator_list)
    ]


def call(one: Def, *, after_self: bool = False) -> str:
    """Write how it is called: names and what may be left out, without types."""
    if isinstance(one, ast.ClassDef):
        inits = [each for each in one.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
        if not inits:
            fields = [each for each in one.body if isinstance(each, ast.AnnAssign)]
            return f"{one.name}({', '.join(ast.unparse(each.target) for each in fields)})"
        return f"{one.name}({_arguments(inits[0].args, after_self=True)})"
    return f"{one.name}({_arguments(one.args, after_self=after_self)})"


def _arguments(arguments: ast.arguments, *, after_self: bool) -> str:
    for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        each.annotation = None
    for each in (arguments.vararg, arguments.kwarg):
        if each:
            each.annotation = None
    written = ast.unparse(arguments)
    return written.removeprefix("self").removeprefix(", ") if after_self else written


def first_line(one: Def) -> str:
    """Return the first line of a docstring, for Markdown."""
    line = (ast.get_docstring(one) or "").split("\n\n")[0].replace("\n", " ")
    return re.sub(r":(meth|class|func|mod):", "", line.replace("``", "`").replace("|", "\\|"))


def _table(rows: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Iterator[str]:
    yield "| call | what it does |"
    yield "| --- | --- |"
    for name, told in rows:
        yield f"| `{name}` | {told} |"
    yield ""


def main() -> None:
    """Write the page."""
    text = page()
    with replacing(PAGE) as draft:
        draft.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
