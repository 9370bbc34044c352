"""``lecture clean``."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click

from lecture.cli.options import CACHE, options

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
BYTES = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


Callback = Callable[[click.Context, click.Parameter, str | None], float | None]


def quantity(units: dict[str, int], example: str) -> Callback:
    """Return a callback that reads a number with its unit, in the smallest unit."""
    sizes = {unit.lower(): size for unit, size in units.items()}
    hint = f"write a number and one of {', '.join(units)}: {example}"

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
        if value is None:
            return None
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", value, re.IGNORECASE)
        if not match or match[2].lower() not in sizes:
            raise click.BadParameter(f"{value!r}: {hint}", ctx, param)
        return float(match[1]) * sizes[match[2].lower()]

    return read


@click.command("clean")
@options(
    click.option(
        "--older-than",
        callback=quantity(SECONDS, "30d"),
        metavar="TIME",
        help="Remove what has been of no use for so long: 30d, 12h, 8w.",
    ),
    click.option(
        "--max-size",
        callback=quantity(BYTES, "5GB"),
        metavar="SIZE",
        help="Remove what has been of no use for longest, until the rest is no larger: 5GB, 500MB.",
    ),
    click.option("--all", "everything", is_flag=True, help="Remove all kept results."),
    CACHE,
)
def command(older_than: float | None, max_size: float | None, everything: bool, cache: Path | None) -> None:
    """Remove kept results (never films, never what is in use now); without options, show their sizes."""
    from time import time

    from lecture.rendering.cache import Cache
    from lecture.rendering.prune import kept, prune

    store = Cache.at(cache)
    before = kept(store)
    now = time()
    if everything:
        prune(store, room=0)
    else:
        oldest = None if older_than is None else now - older_than
        prune(store, before=oldest, room=None if max_size is None else int(max_size))
    after = kept(store)
    click.echo(f"{store.root.absolute()}")
    for kind in (*store.folders(), "all"):
        sizes = [sum(one.size for one in entries if kind in (one.kind, "all")) for entries in (before, after)]
        click.echo(f"{kind:<9} {told(sizes[0]):>9} -> {told(sizes[1]):>9}")
    if older_than is None and max_size is None and not everything:
        click.echo("nothing was removed: say --older-than, --max-size or --all")


def told(size: float) -> str:
    """Return a size for a reader.

    Examples
    --------
    >>> told(0), told(1_234_567)
    ('0 B', '1.2 MB')
    """
    unit, one = next(((unit, one) for unit, one in reversed(BYTES.items()) if size >= one), ("B", 1))
    return f"{size / one:.{0 if one == 1 else 1}f} {unit}"
