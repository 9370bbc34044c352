"""Data to fit."""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from optimlib.errors import OptimError
from optimlib.types import Array, read_only


@dataclass(frozen=True, eq=False)
class Data:
    """Inputs and the targets that belong to them; read-only.

    Attributes
    ----------
    x
        Shape `(n,)` for one input a sample, `(n, d)` for several.
    y
        Shape `(n,)`.
    """

    x: Array
    y: Array

    @classmethod
    def of(cls, x: ArrayLike, y: ArrayLike) -> "Data":
        """Copy inputs and targets, checking that they belong together.

        >>> len(Data.of([1, 2], [2, 4]))
        2
        """
        data = cls(read_only(x), read_only(y))
        if data.y.ndim != 1 or not len(data.y) or data.x.ndim not in (1, 2) or len(data.x) != len(data.y):
            raise OptimError("shapes of x and y", (data.x.shape, data.y.shape), "(n,) or (n, d), and (n,)")
        return data

    def __len__(self) -> int:
        return len(self.y)


def y_equals_2x() -> Data:
    """Give the smallest training set there is: (1, 2), (2, 4), (3, 6).

    >>> y_equals_2x().y
    array([2., 4., 6.])
    """
    return Data.of([1.0, 2.0, 3.0], [2.0, 4.0, 6.0])
