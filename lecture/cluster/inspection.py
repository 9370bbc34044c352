"""What a machine would draw with, compared before it is given anything to draw.

``python -m lecture.cluster.inspection`` reads a question and answers it, one line of JSON each; it runs at home too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from lecture.cluster.luggage import standing
from lecture.environment import nobody_at_home
from lecture.errors import RenderError
from lecture.isolation import module_command
from lecture.keys import machine
from lecture.keys.pinned import environment
from lecture.keys.values import digest
from lecture.rendering.job import Job

TOLD = 3
"""Packages of another version that are named; the others are counted."""


def question(jobs: Sequence[Job]) -> dict[str, Any]:
    """Ask for all that these jobs were planned with."""
    packages = {name for job in jobs for name in job.planned["versions"]}
    return {"packages": sorted(packages), "surfaces": any(job.planned["driver"] for job in jobs)}


def here(asked: Mapping[str, Any], address: str) -> dict[str, Any]:
    """Answer for this machine, whose luggage has this address, by a process like those that will draw.

    Raises
    ------
    RenderError
        If this machine itself cannot draw.
    """
    done = subprocess.run(
        module_command(__name__),
        check=False,
        cwd=Path(__file__).parent,
        env=environment(),
        input=json.dumps({**asked, "luggage": False}),
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        raise RenderError(f"this machine cannot draw: {' '.join(last)}", "`lecture doctor` looks at it")
    return {**json.loads(done.stdout), "source": address}


def differences(home: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    """Say what differs on another machine; empty if nothing does.

    Examples
    --------
    >>> home = {"versions": {"manim": "0.22.0", "pillow": "12.0"}, "fonts": "a", "picture": "b"}
    >>> print(differences(home, home | {"versions": {"manim": "0.21.0"}, "fonts": "c"}))
    manim 0.21.0, here 0.22.0; no pillow, here 12.0; other fonts
    """
    versions = list(_versions(home["versions"], there["versions"]))
    more = [f"{len(versions) - TOLD} other packages differ"] if len(versions) > TOLD else []
    others = [
        told
        for name, told in OTHERS.items()
        if home.get(name) != there.get(name)
        # A picture of other packages and fonts is another one: that is no news.
        and (name != "picture" or not (versions or home["fonts"] != there["fonts"]))
    ]
    return "; ".join([*versions[:TOLD], *more, *others])


OTHERS = {
    "fonts": "other fonts",
    "driver": "another driver of surfaces",
    "source": "its copy of our source is damaged",
    "picture": "a sample picture comes out differently (another processor or system library?)",
}
"""What is told of each ingredient besides versions."""


def _versions(home: Mapping[str, str], there: Mapping[str, str]) -> Iterator[str]:
    for name, version in sorted(home.items()):
        if name not in there:
            yield f"no {name}, here {version}"
        elif there[name] != version:
            yield f"{name} {there[name]}, here {version}"


def answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Tell what this process would draw with, and the hash of what it draws."""
    with nobody_at_home():
        from lecture.cluster.sample import picture
    driver = machine.driver() if asked["surfaces"] else {}
    return {
        # `cairo` and `python` are told besides; they are no packages.
        "versions": machine.versions(frozenset(asked["packages"]) - {"cairo", "python"}),
        "fonts": digest(machine.fonts()),
        "driver": driver,
        "source": standing(Path.cwd()) if asked["luggage"] else "",
        "picture": picture(surfaces=bool(driver)),
    }


def main() -> None:
    """Answer the question that is asked on standard input."""
    with redirect_stdout(sys.stderr):
        told = answer(json.loads(sys.stdin.readline()))
    print(json.dumps(told))  # noqa: T201 (this is the answer)


if __name__ == "__main__":
    main()
