"""Text for readers: printed as it is, never read as markup, never broken or cut where a program may read it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

ENDLESS = 1_000_000
"""Columns of an output that is no terminal."""
BETWEEN = 2
"""Blanks between two columns."""
NARROWEST = 12
"""Columns that a text which may go over several lines has at least."""


def plain_console(file: TextIO | None = None, *, quiet: bool = False) -> Console:
    """Return a console that changes nothing in what it is given.

    A terminal keeps its width, and breaks lines by itself; anywhere else a line is a line, however long.

    Examples
    --------
    >>> plain_console(sys.stdout).print("films/[draft]/" + 8 * "[/b]deep/")
    films/[draft]/[/b]deep/[/b]deep/[/b]deep/[/b]deep/[/b]deep/[/b]deep/[/b]deep/[/b]deep/
    """
    out = file or sys.stdout
    return Console(
        file=file,
        quiet=quiet,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=True,
        width=None if out.isatty() else ENDLESS,
    )


def print_rows(
    console: Console, rows: Sequence[Sequence[str | Text]], *, header: Sequence[str] = (), title: str = ""
) -> None:
    """Print rows in columns; the last one alone may go over several lines, and nothing is cut at any width.

    Examples
    --------
    >>> console = plain_console(sys.stdout)
    >>> print_rows(console, [("a", "[b]"), ("long", "c")])  # doctest: +NORMALIZE_WHITESPACE
    a     [b]
    long  c
    """
    table = Table(
        title=title or None,
        box=None,
        pad_edge=False,
        show_header=bool(header),
        header_style="bold",
        title_justify="left",
        padding=(0, BETWEEN, 0, 0),
    )
    columns = list(zip(*([header] if header else []), *rows, strict=True))
    widths = [max(cell_len(str(cell)) for cell in column) for column in columns]
    widths[-1] = min(widths[-1], NARROWEST)
    for position, width in enumerate(widths):
        last = position == len(widths) - 1
        table.add_column(
            header[position] if header else "", no_wrap=not last, overflow="fold", min_width=width
        )
    for row in rows:
        table.add_row(*row)
    needed = sum(widths) + BETWEEN * (len(widths) - 1)
    if needed > console.width:
        # The terminal may break the lines; a table that must fit into it would drop its last columns.
        table.width = needed
    console.print(table)
