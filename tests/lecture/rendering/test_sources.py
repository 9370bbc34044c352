"""Which files a result depends on, and what of them."""

import os
import py_compile
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lecture.keys import loaded, sources
from lecture.keys.sources import named_at_run_time, reach, unchanged

FILES = {
    "scenes/__init__.py": "",
    "scenes/a.py": "from scenes.b import thing\nimport numpy",
    "scenes/b.py": "def late():\n    from optimlib import tools",
    "scenes/c.py": "",
    "scenes/relative.py": "from . import c",
    "scenes/runs.py": 'PROGRAM = "helper.py"',
    "scenes/helper.py": "import sys",
    "optimlib/__init__.py": "",
    "optimlib/tools.py": "import optimlib.found",
    "optimlib/found/__init__.py": "import pkgutil",
    "optimlib/found/one.py": "import moderngl",
    "optimlib/found/two.py": "",
}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small house: scenes.a -> scenes.b -> optimlib.tools, and a package that finds its modules."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    for cached in (loaded.folder_of, sources._reach):
        cached.cache_clear()
    yield tmp_path
    for cached in (loaded.folder_of, sources._reach):
        cached.cache_clear()


def test_imports_are_followed_wherever_they_stand(house: Path) -> None:
    reached = reach(["scenes.a"])
    assert sorted(reached.files) == [
        "optimlib",
        "optimlib.found",
        "optimlib.tools",
        "scenes",
        "scenes.a",
        "scenes.b",
    ]
    assert reached.foreign == {"numpy"}


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
    assert ("optimlib.unused" in reach(["scenes.a"]).files) is all_of_it


def test_a_file_that_is_no_python_counts_as_it_is(house: Path) -> None:
    (house / "scenes/b.py").write_text("this is no Python")
    before = digests()
    (house / "scenes/b.py").write_text("this is none either")
    assert digests()["scenes.b"] != before["scenes.b"]


def test_relative_imports_are_followed(house: Path) -> None:
    assert sorted(reach(["scenes.relative"]).files) == ["scenes", "scenes.c", "scenes.relative"]


def test_what_is_found_by_name_counts_if_it_is_named(house: Path) -> None:
    reached = reach(["scenes.a"], ["one", "nothing"])
    assert "optimlib.found.one" in reached.files
    assert "optimlib.found.two" not in reached.files
    assert reached.foreign == {"numpy", "moderngl"}


def test_a_program_that_is_run_by_its_name_counts(house: Path) -> None:
    assert house / "scenes/helper.py" in reach(["scenes.runs"]).files.values()


def digests(*modules: str) -> dict[str, str]:
    return reach(modules or ["scenes.a"]).digests()


NO_CHANGE: dict[str, Callable[[str], str]] = {
    "a comment": lambda text: text + "\n# so it is\n",
    "a docstring": lambda text: '"""So it is."""\n' + text.replace("():\n", '():\n    """Late."""\n'),
    "a docstring of an attribute": lambda text: text.replace("    from", '    """So it is."""\n    from'),
    "another line": lambda text: text.replace("\n", "\n\n"),
}
CHANGE: dict[str, Callable[[str], str]] = {
    "a name": lambda text: text.replace("late", "later"),
    "a statement": lambda text: text + "\nx = 1",
    "a text that is not one for readers": lambda text: text + "\nx = 'so it is'",
}


@pytest.mark.parametrize("change", NO_CHANGE.values(), ids=NO_CHANGE)
def test_what_is_for_readers_does_not_count(house: Path, change: Callable[[str], str]) -> None:
    before = digests()
    (house / "scenes/b.py").write_text(change(FILES["scenes/b.py"]))
    assert (house / "scenes/b.py").read_text() != FILES["scenes/b.py"]
    assert digests() == before


@pytest.mark.parametrize("change", CHANGE.values(), ids=CHANGE)
def test_what_is_done_counts(house: Path, change: Callable[[str], str]) -> None:
    before = digests()
    (house / "scenes/b.py").write_text(change(FILES["scenes/b.py"]))
    assert [name for name, digest in digests().items() if digest != before[name]] == ["scenes.b"]


@pytest.mark.parametrize("reader", ["scenes.a.__doc__", "inspect.getdoc(x)", "vars(x)['__doc__']"])
def test_docstrings_count_where_one_of_us_reads_them(house: Path, reader: str) -> None:
    (house / "scenes/a.py").write_text(f"{FILES['scenes/a.py']}\n{reader}\n")
    before = digests()
    (house / "scenes/b.py").write_text('"""So it is."""\n' + FILES["scenes/b.py"])
    assert digests() != before


def test_what_is_not_reached_does_not_count(house: Path) -> None:
    before = digests()
    (house / "scenes/c.py").write_text("changed = True")
    (house / "optimlib/found/two.py").write_text("changed = True")
    assert digests() == before


@pytest.fixture
def found(house: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, str]]:
    """Find modules by name, as a scene does while it is drawn, and tell what was found."""

    def load(name: str) -> dict[str, str]:
        monkeypatch.setitem(sys.modules, f"optimlib.found.{name}", object())
        return named_at_run_time(reach(["scenes.a"]))

    return load


def test_what_is_found_while_drawing_is_looked_at_again(
    house: Path, found: Callable[[str], dict[str, str]]
) -> None:
    also = found("two")
    assert list(also) == ["optimlib.found.two"]
    (house / "optimlib/found/one.py").write_text("changed = True")
    (house / "optimlib/found/three.py").write_text("")
    assert unchanged(also)
    (house / "optimlib/found/two.py").write_text("changed = True")
    assert not unchanged(also)


def test_who_goes_through_all_there_is_depends_on_the_list(
    house: Path, found: Callable[[str], dict[str, str]]
) -> None:
    found("one")
    also = found("two")
    assert list(also) == ["optimlib.found.*", "optimlib.found.one", "optimlib.found.two"]
    assert unchanged(also)
    (house / "optimlib/found/three.py").write_text("")
    assert not unchanged(also)


def test_a_file_that_was_touched_is_not_what_was_loaded(house: Path) -> None:
    path = house / "scenes/b.py"
    assert loaded.touched([path]) == []
    stood = path.stat()
    path.write_text(FILES["scenes/b.py"].replace("late", "tale"))
    path.write_text(FILES["scenes/b.py"])
    assert loaded.touched([path]) == [path]
    assert path.stat().st_size == stood.st_size


def test_code_compiled_between_two_saves_within_a_second_is_not_taken_for_current(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text("x = 1\n")
    whole_second = 1_700_000_000 * 10**9
    os.utime(source, ns=(whole_second, whole_second + 1000))
    code = Path(py_compile.compile(str(source)))
    os.utime(code, ns=(whole_second, whole_second + 2000))
    source.write_text("x = 2\n")
    os.utime(source, ns=(whole_second, whole_second + 3000))
    see = [sys.executable, "-B", "-c", "import a; print(a.x)"]
    # Without us Python takes it.
    assert subprocess.run(see, cwd=tmp_path, capture_output=True, text=True).stdout == "1\n"
    loaded.forget_stale_code(str(source), loaded.signature(source))
    assert not code.exists()
    assert subprocess.run(see, cwd=tmp_path, capture_output=True, text=True).stdout == "2\n"
