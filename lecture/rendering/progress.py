"""One live display for all workers; plain lines where there is no terminal."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from lecture.rendering.plan import Planned


class Display:
    """Shows how far the drawing of several parts has come; used as a context manager."""

    def __init__(self, parts: Sequence[Planned], console: Console) -> None:
        self.parts = parts
        self.console = console
        self.frames = [0] * len(parts)
        self.begun: dict[int, float] = {}
        self._live = console.is_terminal
        self._bars = Progress(
            TextColumn("{task.fields[name]}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[cue]}", style="dim"),
            console=console,
            disable=not self._live,
        )
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
        if self._live:
            cue = part.performance.timeline.cue_at(frames / part.quality.fps).name
            pace = f"{frames / seconds:.0f} frames/s" if seconds > 1 else ""
            self._bars.update(self._tasks[position], completed=frames, pace=pace, cue=cue)

    def finish(self, position: int) -> None:
        """Tell that a part is drawn."""
        if position not in self.begun:
            self._begin(position)
        part = self.parts[position]
        seconds = monotonic() - self.begun[position]
        if self._live:
            self._bars.update(self._tasks[position], completed=part.frames, cue="")
        else:
            self.console.print(
                f"drawn: {part.told()}, {part.frames} frames in {seconds:.0f} s", highlight=False
            )

    def _begin(self, position: int) -> None:
        part = self.parts[position]
        self.begun[position] = monotonic()
        if self._live:
            self._tasks[position] = self._bars.add_task(
                "", total=part.frames, name=part.told(), pace="", cue=""
            )
        else:
            self.console.print(f"drawing: {part.told()}, {part.frames} frames", highlight=False)
