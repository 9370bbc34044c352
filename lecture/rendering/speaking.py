"""How far a voice has come: a bar where there is a terminal, two lines a segment elsewhere; events for programs."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lecture.events import Tell, nobody
from lecture.sound.speech import Heard


class Speaking:
    """Tells of every segment that is not kept how many of its parts are spoken; used as a context manager.

    ``bar`` is one that is shown already; it is not started here.
    """

    def __init__(self, console: Console, tell: Tell = nobody, bar: Progress | None = None) -> None:
        self.console = console
        self.tell = tell
        self._live = console.is_terminal and not console.quiet
        self._bar = bar or Progress(
            TextColumn("{task.description}", markup=False),
            MofNCompleteColumn(),
            BarColumn(bar_width=16),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not self._live,
        )

    def __enter__(self) -> Speaking:
        """Show the bar as soon as there is something to say."""
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Take the bar away."""
        self._bar.stop()

    def of(self, named: Mapping[str, str]) -> Heard:
        """Return what is to be told of the parts of one segment; ``named`` is segment, use and language."""
        told = f"{named['use']} ({named['language']})"
        begun: list[float] = []
        task = self._bar.add_task(f"speaking: {told}", total=None, visible=False)

        def heard(done: int, parts: int, new: bool) -> None:
            if new and not begun:
                begun.append(monotonic())
                if not self._live:
                    self.console.print(f"speaking: {told}, {parts} parts")
            if not begun:
                return
            self._bar.update(task, completed=done, total=parts, visible=done < parts, refresh=new)
            self.tell("speaking", **named, part=done, parts=parts)
            if done == parts:
                seconds = monotonic() - begun[0]
                self.tell("spoken", **named, parts=parts, seconds=seconds)
                if not self._live:
                    self.console.print(f"spoken: {told}, {parts} parts in {seconds:.0f} s")

        return heard
