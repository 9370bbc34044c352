"""Our first program on another machine: goes over into a module of ours, with the environment that drawing has.

``python -m lecture.cluster.begin MODULE``: so the environment there is sorted by our rules, which travel with us.
"""

from __future__ import annotations

import os
import sys

from lecture.isolation import module_command
from lecture.keys.pinned import environment


def main() -> None:
    """Become the module that is named."""
    os.execve(sys.executable, module_command(sys.argv[1]), environment())


if __name__ == "__main__":
    main()
