"""A moment on the command line, written as times are printed."""

from __future__ import annotations

import re

import click


def seconds(ctx: click.Context, option: click.Parameter, value: str | None) -> float | None:
    """Read seconds (``80``, ``80.5``), or minutes and seconds (``1:20``, ``1:20.5``)."""
    if value is None:
        return None
    match = re.fullmatch(r"\s*(?:(\d+):(?=[0-5]?\d(?:\.|\s*$)))?(\d+(?:\.\d*)?|\.\d+)\s*", value)
    if not match:
        raise click.BadParameter(f"'{value}' is no moment: write 80, 80.5 or 1:20.5", ctx, option)
    return 60.0 * int(match[1] or 0) + float(match[2])
