"""Two of one name: which of them is taken, and which it hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lecture import voices
from optimlib import objectives, optimizers, places
from optimlib.places import Shelf
from scenes import catalog
from scenes.narration import language

STOCK = (
    catalog.STOCK,
    *(Shelf(Path(kind.__path__[0]), kind.__name__) for kind in (optimizers, objectives, voices)),
    language.STOCK,
)
"""Where our own things stand, a folder a kind."""


@dataclass(frozen=True)
class Hidden:
    """A name that stands in several places: the nearest one is taken."""

    kind: str
    name: str
    taken: Path
    hidden: tuple[str, ...]
    """Whose the others are: paths of one's own, names of installed packages, and this one's."""

    def __str__(self) -> str:
        return f"{self.kind} '{self.name}': {self.taken} is taken, and hides that of {', '.join(self.hidden)}"


def hidden() -> Iterator[Hidden]:
    """Find every name of which a nearer one hides another."""
    for stock in STOCK:
        kind = stock.folder.name
        standing: dict[str, list[tuple[Path, str]]] = {}
        for shelf in places.shelves(kind, stock):
            for path in sorted(shelf.folder.iterdir()):
                if path.suffix in {".py", ".toml"} or (path.is_dir() and any(path.glob("*.*"))):
                    standing.setdefault(path.stem, []).append((path, shelf.origin or "optim-lectures"))
        for name, found in standing.items():
            if len(found) > 1 and not name.startswith("_"):
                (taken, _), *others = found
                yield Hidden(kind.removesuffix("s"), name, taken, tuple(origin for _, origin in others))
