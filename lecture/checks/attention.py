"""What a check is looking at, live in a terminal; lines as they come everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from lecture.events import Tell, nobody
from lecture.rendering.speaking import Speaking


class Attention:
    """A bar below the lines that are said; used as a context manager. Without a terminal there is no bar.

    Programs are told by ``tell`` what readers are told by :meth:`say`.
    """

    def __init__(self, console: Console, steps: int, tell: Tell = nobody) -> None:
        self.console = console
        self.tell = tell
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
            console=console,
            transient=True,
            disable=console.quiet or not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=steps)

    def __enter__(self) -> Attention:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Take the bar away."""
        self._bar.stop()

    @contextmanager
    def to(self, what: str, steps: int = 1) -> Iterator[None]:
        """Tell what is looked at now; in the end, that these steps are done."""
        self._bar.update(self._task, description=what)
        yield
        self.step(steps)

    def speaking(self) -> Speaking:
        """Return what tells how far a voice has come: by a bar beside this one, never in lines."""
        return Speaking(Console(quiet=True), self.tell, self._bar)

    def step(self, steps: int = 1) -> None:
        """Tell that so many more steps are done."""
        self._bar.advance(self._task, steps)

    def say(self, line: str) -> None:
        """Print a line for good, as it is."""
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def note(self, what: str) -> None:
        """Tell what is no mistake, but worth knowing."""
        self.say(f"note: {what}")
        self.tell("note", what=what)
