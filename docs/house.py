"""Draw the house from its imports: ``python docs/house.py`` writes ``docs/house.svg``.

Rooms stand above those they import from; an arrow that follows from two others is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import grimp
import networkx as nx

OUT = Path(__file__).with_name("house.svg")
PACKAGES = ("lecture", "scenes", "optimlib")
ROOM_WIDTH, ROOM_HEIGHT, GAP, STEP = 136, 36, 14, 84
COLOURS = {"lecture": "#56B4E9", "scenes": "#E69F00", "optimlib": "#2BB98F"}


def rooms() -> nx.DiGraph:
    """Return the graph of rooms: a node for each file or folder of a package, an edge for each import between two."""
    graph = grimp.build_graph(*PACKAGES)
    house: nx.DiGraph = nx.DiGraph()
    for module in graph.modules:
        if (room := _room(module)) is not None:
            house.add_node(room)
            house.nodes[room]["files"] = house.nodes[room].get("files", 0) + 1
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            one, other = _room(importer), _room(imported)
            if one and other and one != other:
                house.add_edge(one, other)
    return house


def _room(module: str) -> str | None:
    package, *rest = module.split(".")
    if package == "optimlib":
        # Numbers are one room here: docs/optimlib.md shows what is in it.
        return package
    return f"{package}.{rest[0]}" if rest and not rest[0].startswith("__") else None


def picture(house: nx.DiGraph) -> str:
    """Draw the graph as SVG: the longest way to the ground gives a room its floor."""
    floors: dict[str, int] = {}
    for room in reversed(list(nx.topological_sort(house))):
        floors[room] = max((floors[below] + 1 for below in house.successors(room)), default=0)
    places = _places(floors)
    height = (max(floors.values()) + 1) * STEP
    width = max(x for x, _ in places.values()) + ROOM_WIDTH / 2 + GAP
    arrows = "\n".join(_arrow(places, one, other) for one, other in nx.transitive_reduction(house).edges)
    boxes = "\n".join(_box(places, room, house.nodes[room]["files"]) for room in sorted(house))
    legend = "".join(
        f'<text x="20" y="{40 + 24 * row}" font-size="16" fill="{COLOURS[name]}">{name}</text>'
        for row, name in enumerate(PACKAGES)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" '
        'font-family="sans-serif" font-size="14">\n'
        '<defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#5C7DA8"/></marker></defs>\n'
        f'<rect width="{width:g}" height="{height}" fill="#0E1320"/>\n{legend}\n{arrows}\n{boxes}\n</svg>\n'
    )


def _places(floors: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """Return the centre of each room; those of one floor stand side by side, package by package."""
    top = max(floors.values())
    widest = max(list(floors.values()).count(floor) for floor in floors.values())
    width = widest * (ROOM_WIDTH + GAP) + GAP
    found = {}
    for floor in range(top + 1):
        here = sorted((room for room in floors if floors[room] == floor), key=_order)
        total = len(here) * (ROOM_WIDTH + GAP) - GAP
        for position, room in enumerate(here):
            x = (width - total) / 2 + position * (ROOM_WIDTH + GAP) + ROOM_WIDTH / 2
            found[room] = x, 35 + (top - floor) * STEP
    return found


def _order(room: str) -> tuple[int, str]:
    return PACKAGES.index(room.split(".", maxsplit=1)[0]), room


def _box(places: Mapping[str, tuple[float, float]], room: str, files: int) -> str:
    x, y = places[room]
    colour = COLOURS[room.split(".", maxsplit=1)[0]]
    name = room.rpartition(".")[2]
    told = escape(name if files == 1 else f"{name} · {files}")
    return (
        f'<rect x="{x - ROOM_WIDTH / 2:g}" y="{y - ROOM_HEIGHT / 2:g}" width="{ROOM_WIDTH}" height="{ROOM_HEIGHT}" '
        f'rx="6" fill="#1B2438" stroke="{colour}" stroke-width="2"/>'
        f'<text x="{x:g}" y="{y + 5:g}" text-anchor="middle" fill="#F2F4F8">{told}</text>'
    )


def _arrow(places: Mapping[str, tuple[float, float]], one: str, other: str) -> str:
    (x0, y0), (x1, y1) = places[one], places[other]
    start, end = y0 + ROOM_HEIGHT / 2, y1 - ROOM_HEIGHT / 2 - 1
    bend = (end - start) / 2
    return (
        f'<path d="M{x0:g} {start:g}C{x0:g} {start + bend:g} {x1:g} {end - bend:g} {x1:g} {end:g}" fill="none" '
        'stroke="#5C7DA8" stroke-width="1.4" marker-end="url(#head)"/>'
    )


if __name__ == "__main__":
    OUT.write_text(picture(rooms()), encoding="utf-8")
