"""One live display for all workers; plain lines where there is no terminal."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from rich.cells import cell_len
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column

from lecture.events import Tell, nobody
from lecture.rendering.portions import Portion

ROOM = 16
"""Columns that a bar or a number beside a name takes at most."""


class Display:
    """Shows how far the drawing of several parts has come; used as a context manager.

    Where a terminal has no room for the names and a count, plain lines are printed as to a file.
    """

    def __init__(self, parts: Sequence[Portion], console: Console, tell: Tell = nobody) -> None:
        self.parts = parts
        self.console = console
        self.tell = tell
        self.frames = [0] * len(parts)
        self.begun: dict[int, float] = {}
        longest = max((cell_len(part.told()) for part in parts), default=0)
        room = console.width - longest - 1
        self._live = console.is_terminal and room >= ROOM
        self._bars = Progress(*_columns(longest, room), console=console, disable=not self._live)
        self._tasks: dict[int, TaskID] = {}

    def __enter__(self) -> Display:
        """Start the display."""
        self._bars.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Leave the last state standing."""
        self._bars.stop()

    def update(self, position: int, frames: int) -> None:
        """Tell that a part has come to this many frames."""
        part = self.parts[position]
        if position not in self.begun:
            self._begin(position)
        self.frames[position] = frames
        seconds = monotonic() - self.begun[position]
        self.tell("progress", **part.planned.named(), frame=frames, frames=part.frames)
        if self._live:
            pace = f"{frames / seconds:.0f} frames/s" if seconds > 1 else ""
            self._bars.update(self._tasks[position], completed=frames, pace=pace, cue=part.beat_at(frames))

    def finish(self, position: int) -> float:
        """Tell that a part is drawn; return the seconds that it took."""
        if position not in self.begun:
            self._begin(position)
        part = self.parts[position]
        seconds = monotonic() - self.begun[position]
        self.tell("drawn", **part.planned.named(), frames=part.frames, seconds=seconds)
        if self._live:
            self._bars.update(self._tasks[position], completed=part.frames, cue="")
        else:
            self.console.print(f"drawn: {part.told()}, {part.frames} frames in {seconds:.0f} s")
        return seconds

    def _begin(self, position: int) -> None:
        part = self.parts[position]
        self.begun[position] = monotonic()
        self.tell("drawing", **part.planned.named(), frames=part.frames)
        if self._live:
            self._tasks[position] = self._bars.add_task(
                "", total=part.frames, name=part.told(), pace="", cue=""
            )
        else:
            self.console.print(f"drawing: {part.told()}, {part.frames} frames")


def _columns(longest: int, room: int) -> list[ProgressColumn]:
    """Choose what stands beside the names: the count of frames always, the rest as there is room."""
    name = TextColumn(
        "{task.fields[name]}", markup=False, table_column=Column(no_wrap=True, min_width=longest)
    )
    others: list[ProgressColumn] = [
        MofNCompleteColumn(),
        BarColumn(bar_width=ROOM),
        TextColumn("{task.fields[pace]}", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.fields[cue]}", markup=False, style="dim"),
    ]
    return [name, *others[: room // (ROOM + 1) or 1]]
