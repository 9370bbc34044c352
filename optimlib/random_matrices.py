"""How likely a random Hessian is to be a minimum: eigenvalue statistics of random symmetric matrices."""

from __future__ import annotations

import math

import numpy as np

from optimlib._checks import generator, whole
from optimlib.types import Array


def all_positive_chance(k: int) -> float:
    """Give the chance that all k eigenvalues of a random symmetric matrix are positive, exactly.

    The matrix is of the Gaussian orthogonal ensemble: (A + Aᵀ)/√2 with independent normal entries. The
    eigenvalues repel each other, so the chance is far smaller than the 1/2ᵏ that is told: about 3^(−k²/4).

    Parameters
    ----------
    k
        Size of the matrix, 1 to 8; beyond that double precision runs out.

    Examples
    --------
    >>> round(all_positive_chance(2), 6), 0.5**2
    (0.146447, 0.25)

    Notes
    -----
    N. G. de Bruijn, On some multiple integrals involving determinants, 1955: the integral over ordered
    eigenvalues is a Pfaffian. D. S. Dean, S. N. Majumdar, Large deviations of extreme eigenvalues, 2006.
    """
    k = whole("k", k, most=8)
    return _pfaffian(_pairings(k, positive=True)) / _pfaffian(_pairings(k, positive=False))


def saddle_chance(k: int) -> float:
    """Give the chance that such a matrix has eigenvalues of both signs.

    >>> round(saddle_chance(2), 6)
    0.707107
    """
    return 1.0 - 2.0 * all_positive_chance(k)


def random_symmetric(k: int, n: int, rng: np.random.Generator) -> Array:
    """Draw n matrices of the Gaussian orthogonal ensemble, shape `(n, k, k)`.

    >>> random_symmetric(3, 2, np.random.default_rng(0)).shape
    (2, 3, 3)
    """
    k, n = whole("k", k), whole("n", n, least=0)
    entries = generator(rng).normal(size=(n, k, k))
    matrices: Array = (entries + np.swapaxes(entries, 1, 2)) / math.sqrt(2.0)
    return matrices


def _pairings(k: int, *, positive: bool) -> Array:
    """Give de Bruijn's matrix ∫∫ sign(y − x) xⁱ yʲ e^{−(x² + y²)/2} over the plane or its positive quarter.

    In polar coordinates the radius integrates to a gamma function and leaves a polynomial in sine and cosine.
    """
    size = k + k % 2
    nodes, weights = np.polynomial.legendre.leggauss(48)
    start, end = (0.0, math.pi / 2.0) if positive else (-3.0 * math.pi / 4.0, 5.0 * math.pi / 4.0)
    matrix = np.zeros((size, size))
    for low, high, sign in ((start, math.pi / 4.0, -1.0), (math.pi / 4.0, end, 1.0)):
        angle = low + (nodes + 1.0) * (high - low) / 2.0
        weight = sign * weights * (high - low) / 2.0
        for i in range(k):
            for j in range(k):
                radius = 2.0 ** ((i + j) / 2.0) * math.gamma((i + j) / 2.0 + 1.0)
                matrix[i, j] += radius * np.sum(weight * np.cos(angle) ** i * np.sin(angle) ** j)
    if size > k:
        # An odd number of eigenvalues leaves one without a partner.
        for i in range(k):
            half = 2.0 ** ((i - 1) / 2.0) * math.gamma((i + 1) / 2.0)
            matrix[i, k] = half if positive else (0.0 if i % 2 else 2.0 * half)
            matrix[k, i] = -matrix[i, k]
    # Monomials of high degree are large; a Pfaffian scales with its rows, and the ratio does not see it.
    scale = np.array([math.sqrt(math.gamma(i + 1.0)) for i in range(k)] + [1.0] * (size - k))
    return matrix / np.outer(scale, scale)


def _pfaffian(matrix: Array) -> float:
    """Give the Pfaffian of an antisymmetric matrix of even size by elimination, pair by pair."""
    a = matrix.copy()
    result = 1.0
    while len(a):
        pivot = int(np.argmax(np.abs(a[0, 1:]))) + 1
        if pivot != 1:
            order = np.arange(len(a))
            order[[1, pivot]] = order[[pivot, 1]]
            a = a[np.ix_(order, order)]
            result = -result
        result *= float(a[0, 1])
        update = np.outer(a[0, 2:], a[1, 2:]) / a[0, 1]
        a = a[2:, 2:] + update.T - update
    return result
