"""Things that can be set to a value: what they show depends on the value alone, never on how it got there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from manim import Animation, Mobject, VGroup, linear


class Dialled(VGroup):
    """A group whose picture is a pure function of one number, its ``dial``.

    A subclass draws itself in :meth:`show`; :meth:`to` is the animation that turns the dial. So any moment can be
    shown at once, and nothing has to be watched frame by frame.
    """

    dial: float

    def show(self, dial: float) -> None:
        """Draw the state at ``dial``."""
        raise NotImplementedError

    def set_dial(self, dial: float) -> Dialled:
        """Turn the dial at once."""
        self.dial = dial
        self.show(dial)
        return self

    def to(self, dial: float, rate_func: Callable[[float], float] = linear, **options: Any) -> Turn:
        """Animate the dial from where it stands to ``dial``."""
        return Turn(self, dial, rate_func=rate_func, **options)


class Turn(Animation):
    """Turn the dial of a :class:`Dialled` from where it stands to a value."""

    def __init__(self, mobject: Dialled, to: float, **options: Any) -> None:
        super().__init__(mobject, **options)
        self.target_dial = to

    def create_starting_mobject(self) -> Mobject:
        """Keep no copy: the start is a number."""
        self.start_dial: float = self.mobject.dial
        return Mobject()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the state at a fraction of the way."""
        share = self.rate_func(alpha)
        self.mobject.set_dial(self.start_dial + share * (self.target_dial - self.start_dial))


class Course(Animation):
    """Let a function of time draw: ``draw(alpha)`` is called with the eased share of the run time.

    For pictures in which several things follow one number; ``draw`` must depend on ``alpha`` alone. With ``part``,
    ``draw`` goes from its first value to its second: where others begin on the way, a course takes more than one.
    """

    def __init__(
        self,
        mobject: Mobject,
        draw: Callable[[float], object],
        part: tuple[float, float] = (0.0, 1.0),
        **options: Any,
    ) -> None:
        super().__init__(mobject, **options)
        self.draw, self.part = draw, part

    def create_starting_mobject(self) -> Mobject:
        """Keep no copy: nothing is interpolated."""
        return Mobject()

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw the state at a fraction of the way."""
        first, last = self.part
        self.draw(first + self.rate_func(alpha) * (last - first))


def steps(count: int, pause: float = 0.35) -> Callable[[float], float]:
    """Return a rate function that takes ``count`` equal steps, each eased, each resting for a share of its time.

    Examples
    --------
    >>> rate = steps(2)
    >>> rate(0.0), rate(0.5), rate(1.0)
    (0.0, 0.5, 1.0)
    """

    def rate(alpha: float) -> float:
        whole, part = divmod(min(max(alpha, 0.0), 1.0) * count, 1.0)
        share = min(part / (1.0 - pause), 1.0)
        return float((whole + share * share * (3.0 - 2.0 * share)) / count)

    return rate


def geometric(start: float, end: float) -> Callable[[float], float]:
    """Return a rate function under which a dial goes from ``start`` to ``end`` by equal factors, both positive.

    On a logarithmic axis that is an even pace.

    Examples
    --------
    >>> rate = geometric(1.0, 100.0)
    >>> round(1.0 + rate(0.5) * 99.0, 9)
    10.0
    """

    def rate(alpha: float) -> float:
        if start == end:
            return alpha
        return float(start * ((end / start) ** alpha - 1.0) / (end - start))

    return rate


def early(share: float, *, after: float = 0.0) -> Callable[[float], float]:
    """Return a rate function that is through, eased, after a share of its time, and rests for the others.

    With ``after`` it rests for that share of the time first.

    Examples
    --------
    >>> rate = early(0.5)
    >>> rate(0.25), rate(0.5), rate(1.0)
    (0.5, 1.0, 1.0)
    """

    def rate(alpha: float) -> float:
        at = min(max((alpha - after) / (share - after), 0.0), 1.0)
        return float(at * at * (3.0 - 2.0 * at))

    return rate
