"""What the interactive page shows of a segment, where the segment tells it.

The page finds most of it by itself: runs in the facts are walked again (``lecture/studio/opening.py``). A segment
whose runs are of another kind may have a file ``explore.py`` beside its facts, with one function.
"""

from __future__ import annotations

from dataclasses import dataclass

from optimlib.types import AnyOptimizer, Objective


@dataclass(frozen=True)
class Explored:
    """A ground, and who walks on it: what ``explored(params)`` in a segment's ``explore.py`` returns.

    Attributes
    ----------
    objective
        The ground, of one coordinate or two: one that optimlib lists, with any parameters, or an expression.
    methods
        Who walks, at most twelve; none: those that the page has by itself.
    start
        Where all begin; None: at the objective's own start.
    steps
        Updates.
    elsewhere
        Whether the segment's own runs cannot be shown so, as those of a network: the page says it in a sentence.

    Examples
    --------
    >>> from optimlib import objectives, optimizers
    >>> shown = Explored(objectives.load("beale"), (optimizers.load("adam", learning_rate=0.1),), steps=60)
    >>> shown.start is None
    True
    """

    objective: Objective
    methods: tuple[AnyOptimizer, ...] = ()
    start: tuple[float, ...] | None = None
    steps: int = 30
    elsewhere: bool = False
