"""``make runs``: compute anew the long runs that are shipped with segments and no longer stand for their source."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lecture.console import plain_console
from lecture.rendering.cache import Cache
from lecture.rendering.runs import KeptRuns, Shipping
from scenes import catalog
from scenes.facts.kept import kept_by


def main() -> None:
    """Ask every segment for its facts, and tell what was written."""
    shipping = Shipping(KeptRuns(Cache.at().runs))
    with kept_by(shipping):
        for name in catalog.segments():
            story = catalog.story(name)
            story.facts(story.parameters())
    told = [f"{path.parent.name}/{path.name}: written" for path in shipping.written]
    plain_console(sys.stdout).print("\n".join(told) or "all that is shipped stands for its source")


if __name__ == "__main__":
    main()
