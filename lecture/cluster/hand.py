"""The process that draws on another machine: our worker, in a folder where luggage was unpacked.

Like a worker at home it ends when nobody listens any more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lecture.cluster.luggage import arrived
from lecture.rendering import worker
from lecture.rendering.job import Job


def main() -> None:
    """Answer jobs until the input ends."""
    luggage = Path.cwd()
    worker.main(arrived(Job.from_json(line), luggage).to_json() for line in sys.stdin)


if __name__ == "__main__":
    main()
