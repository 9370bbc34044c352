"""What the chapters of a film are called: two uses of one segment are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any


def chapter_titles(titles: Sequence[str], parameters: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return titles of which no two are the same.

    Parameters
    ----------
    titles
        Titles of the segments, in order.
    parameters
        The parameters of each: where titles are the same, those that differ are told, else a number.

    Examples
    --------
    >>> chapter_titles(["Ravines", "Ravines"], [{"rate": 0.5, "steps": 9}, {"rate": 1.05, "steps": 9}])
    ('Ravines · rate = 0.5', 'Ravines · rate = 1.05')
    >>> chapter_titles(["Ravines", "Moral", "Ravines"], [{}, {}, {}])
    ('Ravines · 1', 'Moral', 'Ravines · 2')
    """
    times = Counter(titles)
    told = [
        f"{title} · {_differing(position, titles, parameters)}".removesuffix(" · ")
        if times[title] > 1
        else title
        for position, title in enumerate(titles)
    ]
    times, turns = Counter(told), Counter[str]()
    for position, title in enumerate(told):
        turns[title] += 1
        if times[title] > 1:
            told[position] = f"{title} · {turns[title]}"
    return tuple(told)


def _differing(position: int, titles: Sequence[str], parameters: Sequence[Mapping[str, Any]]) -> str:
    """Tell the parameters of one segment in which those of the same title differ."""
    here = parameters[position]
    others = [one for title, one in zip(titles, parameters, strict=True) if title == titles[position]]
    names = [name for name in here if any(one.get(name) != here[name] for one in others)]
    return ", ".join(f"{name} = {here[name]}" for name in names)
