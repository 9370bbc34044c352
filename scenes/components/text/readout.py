"""A named number that changes: its name on the left, its value at the right edge of a column."""

from __future__ import annotations

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.text.label import label
from scenes.components.text.number import Number


class Readout(Dialled):
    """A name and a live number on one line, ``width`` scene units wide, from ``left``, baseline at ``y``."""

    def __init__(
        self,
        name: str,
        form: str,
        left: float,
        y: float,
        width: float,
        *,
        colour: str = theme.INK,
        language: str = "en",
        value: float = 0.0,
        size: float = theme.BODY,
    ) -> None:
        super().__init__()
        self.name_label = label(name, theme.SMALL, theme.MUTED, language=language)
        self.name_label.move_to((left + self.name_label.width / 2, y + 0.09, 0))
        self.number = Number(value, form, size, colour, anchor="right").place((left + width, y, 0))
        self.add(self.name_label, self.number)
        self.set_dial(value)

    def show(self, dial: float) -> None:
        """Set the number."""
        self.number.set_dial(dial)
