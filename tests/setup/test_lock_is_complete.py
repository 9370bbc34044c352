"""Whatever a locked package needs is locked too, at a version that it admits: nothing is resolved at set-up."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.lecture.running import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
PYTHONS = re.findall(r"Python :: (3\.\d+)\"", (ROOT / "pyproject.toml").read_text())
MACHINES = [("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("darwin", "x86_64")]


@dataclass(frozen=True)
class Pin:
    """A line of a lock."""

    name: str
    version: Version
    marker: Marker | None

    def holds(self, environment: dict[str, str]) -> bool:
        return self.marker is None or self.marker.evaluate(environment)


def pins(text: str) -> Iterator[Pin]:
    for name, version, marker in re.findall(r"^([a-z0-9-]+)==([^ ;]+)(?: ; (.*?))? \\$", text, re.MULTILINE):
        yield Pin(name, Version(version), Marker(marker) if marker else None)


PINS = {path.name: list(pins(path.read_text())) for path in LOCKS}
INSTALLED = {canonicalize_name(dist.name) for dist in metadata.distributions()}


def environment(python: str, system: str, machine: str) -> dict[str, str]:
    return {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "platform_system": {"linux": "Linux", "darwin": "Darwin"}[system],
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "os_name": "posix",
        "extra": "",
    }


def roots() -> list[Requirement]:
    """What is asked for: by the project, by its extras that are locked, by whoever works on it, and to build."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    extras = PROJECT["tool"]["optim-lectures"]["locked-extras"]
    asked = [
        *project["dependencies"],
        *itertools.chain.from_iterable(project["optional-dependencies"][extra] for extra in extras),
        *itertools.chain.from_iterable(groups.values()),
        *PROJECT["build-system"]["requires"],
    ]
    return [Requirement(line) for line in asked]


def needs(name: str, extras: Iterable[str], where: dict[str, str]) -> Iterator[Requirement]:
    """Yield what an installed package needs somewhere, with extras."""
    for line in metadata.requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(
            requirement.marker.evaluate({**where, "extra": extra}) for extra in ("", *extras)
        ):
            yield requirement


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("machine", MACHINES, ids="-".join)
def test_everything_that_is_needed_is_locked_at_an_admitted_version(
    python: str, machine: tuple[str, str]
) -> None:
    where = environment(python, *machine)
    held = {pin.name: pin.version for pin in itertools.chain(*PINS.values()) if pin.holds(where)}
    seen: set[tuple[str, frozenset[str]]] = set()
    # Every locked package counts, asked for or not.
    todo = [(requirement, "pyproject.toml") for requirement in roots()]
    todo += [(Requirement(name), "the lock") for name in held]
    while todo:
        requirement, asker = todo.pop()
        name = canonicalize_name(requirement.name)
        assert name in held, f"{asker} needs {requirement}, which is not locked for {where}"
        assert requirement.specifier.contains(held[name], prereleases=True), (
            f"{asker} needs {requirement}, locked is {held[name]}"
        )
        key = (name, frozenset(requirement.extras))
        if key not in seen and name in INSTALLED:
            seen.add(key)
            todo += [(one, str(requirement)) for one in needs(name, requirement.extras, where)]


def test_only_what_is_for_other_machines_could_not_be_asked() -> None:
    # The needs of those were resolved by uv when the lock was written; that they are asked for is seen above.
    here = {
        pin.name for pin in itertools.chain(*PINS.values()) if pin.marker is None or pin.marker.evaluate()
    }
    assert here <= INSTALLED


def test_the_installed_versions_are_the_locked_ones() -> None:
    for pin in itertools.chain(*PINS.values()):
        if pin.marker is None or pin.marker.evaluate():
            assert Version(metadata.version(pin.name)) == pin.version


def test_both_locks_name_the_same_version_of_a_package() -> None:
    versions: dict[str, set[Version]] = {}
    for pin in itertools.chain(*PINS.values()):
        versions.setdefault(pin.name, set()).add(pin.version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_a_need_that_is_not_met_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    without = [pin for pin in PINS["packages.txt"] if pin.name != "coverage"]
    monkeypatch.setitem(PINS, "packages.txt", without)
    with pytest.raises(AssertionError, match=r"needs coverage\[toml\]"):
        test_everything_that_is_needed_is_locked_at_an_admitted_version("3.11", ("linux", "x86_64"))


def test_what_is_said_of_the_size_is_about_right() -> None:
    folder = ROOT / ".venv"
    if not (folder / "setup" / "finished").exists():
        pytest.skip("not the .venv of the set-up")
    held = sum(path.lstat().st_blocks * 512 for path in folder.rglob("*")) / 2**20
    said = int(re.findall(r"on_disk=(\d+)", (ROOT / "locks" / "megabytes").read_text())[0])
    assert 0.75 * held < said < 1.4 * held
