"""One term a concept: the glossary's, in every text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenes.errors import ContentError
from scenes.narration.passage import Passage


def findings(passages: Sequence[Passage]) -> Iterator[ContentError]:
    """Find names that the glossary has a better one for."""
    for passage in passages:
        terms = passage.language.terms
        right = {place for term in terms for place in passage.places(term)}
        for term, others in terms.items():
            for other in others:
                for start, end in passage.places(other):
                    # A wrong name may be a part of the right one: 全批 of 全批量.
                    if any(first <= start and end <= last for first, last in right):
                        continue
                    what = f"'{passage.shown[start:end]}' is not the glossary's term"
                    hint = f"write '{term}' (see [terms] in {passage.language.path.name})"
                    yield passage.finding(start, end, what, hint)
