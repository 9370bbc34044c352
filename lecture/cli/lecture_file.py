"""Which lecture a command is about: the file that is named, else the one here, else the stock course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lecture.cli.options import usual_cache
from lecture.cli.output import output

if TYPE_CHECKING:
    from lecture.spec import LectureSpec

LECTURE = click.option(
    "--lecture",
    "file",
    type=click.Path(path_type=Path),
    help="The lecture file; default: lecture.toml here, else the stock course.",
)
"""The option of commands whose argument is a segment."""
FILE = click.argument("file", required=False, type=click.Path(path_type=Path))
"""The argument of commands that are about a whole lecture."""


def wanted(file: Path | None) -> LectureSpec:
    """Read the lecture that is meant; where it was not named, say which one that is.

    What stands beside it is found by name until the command ends.
    """
    from lecture.spec import STOCK, load_spec

    return load_spec(placed(file) or STOCK)


def wanted_segment(file: Path | None, segment: str, settings: tuple[str, ...]) -> LectureSpec:
    """Return a lecture of the one segment that is meant, with the words and numbers it has in the lecture.

    A segment that the lecture here does not show is taken as it is; in a lecture that was named it is a mistake.
    """
    from lecture.spec import alone, load_spec
    from scenes import catalog

    path = placed(file)
    if path is None:
        return alone(segment).setting(settings)
    whole = load_spec(path)
    if file is None and segment in catalog.segments() and not whole.shows(segment):
        output().note(f"{segment} is not in {path}: with its own words and numbers")
        return alone(segment).setting(settings)
    uses = whole.uses(segment)
    if len(uses) > 1:
        others = ", ".join(use.address for use in uses[1:])
        output().note(f"{segment} is shown {len(uses)} times: this is {uses[0].address} (also: {others})")
    return whole.setting(settings).only([uses[0].address])


def placed(file: Path | None) -> Path | None:
    """Return the file that is named, or the one here, and let what stands beside it be found.

    Until the command ends, numbers of long runs are kept where all else is, unless it has another place for them.
    """
    from lecture.keys.loaded import watch
    from lecture.rendering.cache import Cache
    from lecture.spec import HERE, place_of
    from optimlib import places

    click.get_current_context().with_resource(Cache.at(usual_cache()).keeping_runs())
    if file is None and HERE.exists():
        output().note(f"lecture: {HERE}")
        file = HERE
    if file is not None and (place := place_of(file)) is not None:
        watch(place)
        click.get_current_context().with_resource(places.beside(place))
    return file
