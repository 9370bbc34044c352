"""The one exception this package raises for bad input."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable


class OptimError(ValueError):
    """Input that the library cannot work with; its text says what it got and what it expected.

    >>> raise OptimError("steps", 0, "a whole number of at least 1")
    Traceback (most recent call last):
    ...
    optimlib.errors.OptimError: steps: got 0, expected a whole number of at least 1
    """

    def __init__(self, what: str, got: object, expected: str) -> None:
        self.what, self.got, self.expected = what, got, expected
        # One line, however many an array takes.
        shown = textwrap.shorten(repr(got), 200, placeholder=" …")
        super().__init__(f"{what}: got {shown}, expected {expected}")

    def __reduce__(self) -> tuple[type[OptimError], tuple[str, object, str]]:
        # An exception is unpickled from its text alone unless told.
        return type(self), (self.what, self.got, self.expected)

    @classmethod
    def unknown(cls, what: str, got: object, known: Iterable[str]) -> OptimError:
        """Make the error for a name that is not among `known`, with the nearest one that is.

        What it is called elsewhere counts as near.

        >>> print(OptimError.unknown("objective", "ravin", ["bowl", "ravine"]))
        objective: got 'ravin', expected one of bowl, ravine (did you mean 'ravine'?)
        >>> print(OptimError.unknown("parameter", "lr", ["learning_rate", "momentum"]))
        parameter: got 'lr', expected one of learning_rate, momentum (did you mean 'learning_rate'?)
        """
        import difflib

        from optimlib import _elsewhere

        names = sorted(known)
        nearest = _elsewhere.here(str(got), names) or difflib.get_close_matches(
            str(got).lower(), names, n=1, cutoff=0.5
        )
        hint = f" (did you mean {' and '.join(map(repr, nearest))}?)" if nearest else ""
        return cls(what, got, f"one of {', '.join(names)}{hint}")
