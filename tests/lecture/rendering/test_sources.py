"""Which files a segment's pictures depend on."""

from pathlib import Path

import pytest

from lecture.rendering import sources


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small house: scenes.a -> scenes.b -> optimlib.tools, and a package that finds its modules."""
    files = {
        "scenes/__init__.py": "",
        "scenes/a.py": "from scenes.b import thing\nimport numpy",
        "scenes/b.py": "def late():\n    from optimlib import tools",
        "scenes/c.py": "",
        "scenes/relative.py": "from . import c",
        "optimlib/__init__.py": "",
        "optimlib/tools.py": "import optimlib.found",
        "optimlib/found/__init__.py": "import pkgutil",
        "optimlib/found/one.py": "",
        "optimlib/found/two.py": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    caches = (sources._named_in, sources._found_at_run_time)
    for function in caches:
        function.cache_clear()
    yield tmp_path
    for function in caches:
        function.cache_clear()


def test_imports_are_followed_wherever_they_stand(house: Path) -> None:
    assert sorted(sources.reachable(["scenes.a"])) == [
        "optimlib",
        "optimlib.found",
        "optimlib.found.one",
        "optimlib.found.two",
        "optimlib.tools",
        "scenes",
        "scenes.a",
        "scenes.b",
    ]


HANDING_OUT = "from optimlib.tools import bound\ndef __getattr__(name): return find(name)"


@pytest.mark.parametrize(
    ("taken", "all_of_it"),
    [
        ("import optimlib", True),
        ("import optimlib as numbers", True),
        ("from optimlib import anything", True),
        ("from optimlib import bound", False),
        ("from optimlib import tools", False),
        ("from optimlib.tools import bound", False),
    ],
)
def test_a_name_that_is_found_at_run_time_may_come_from_any_file(
    house: Path, taken: str, all_of_it: bool
) -> None:
    (house / "optimlib/__init__.py").write_text(HANDING_OUT)
    (house / "optimlib/unused.py").write_text("")
    (house / "scenes/a.py").write_text(taken)
    assert ("optimlib.unused" in sources.reachable(["scenes.a"])) is all_of_it


def test_relative_imports_are_followed(house: Path) -> None:
    assert sorted(sources.reachable(["scenes.relative"])) == ["scenes", "scenes.c", "scenes.relative"]


def test_the_fingerprint_changes_with_what_is_reached_and_with_nothing_else(house: Path) -> None:
    def now() -> str:
        sources._named_in.cache_clear()
        return sources.fingerprint(["scenes.a"])

    before = now()
    (house / "scenes/c.py").write_text("changed = True")
    assert now() == before
    (house / "optimlib/found/two.py").write_text("changed = True")
    assert now() != before
