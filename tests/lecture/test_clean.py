"""Clearing up the cache: what goes, what stays, and what is told."""

import os
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest
from click.testing import CliRunner, Result

from lecture.cli import main
from lecture.files import part
from lecture.rendering.cache import Cache, of_user
from lecture.rendering.prune import kept

DAY = 86400.0


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache with a result of each kind, of 1000 to 5000 bytes and of no use for 1 to 5 days."""
    cache = Cache(tmp_path / "cache")
    with cache.in_use():
        for days, (kind, folder) in enumerate(cache.folders().items(), start=1):
            key = str(days) * 64
            names = [f"{key}.en.json"] if kind == "receipts" else [f"{key}.bin", f"{key}.json"]
            for name in names:
                path = folder / name
                path.write_bytes(b"x" * (1000 * days // len(names)))
                os.utime(path, (time() - days * DAY,) * 2)
    return cache


@pytest.fixture
def clean(cache: Cache) -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(main, ["clean", "--cache", str(cache.root), *arguments])


def left(cache: Cache) -> dict[str, int]:
    return {entry.kind: entry.size for entry in kept(cache)}


def test_without_options_it_shows_sizes_and_removes_nothing(
    cache: Cache, clean: Callable[..., Result]
) -> None:
    before = left(cache)
    output = clean().output
    sizes = {"speech": 1000, "pictures": 2000, "layouts": 3000, "runs": 4000, "receipts": 5000}
    assert left(cache) == before == sizes
    assert "15.0 kB ->   15.0 kB" in output
    assert str(cache.root) in output
    assert "nothing was removed" in output


@pytest.mark.parametrize(
    ("arguments", "stay"),
    [
        (["--older-than", "2.5d"], {"speech", "pictures"}),
        (["--older-than", "36h"], {"speech"}),
        (["--max-size", "5kB"], {"speech", "pictures"}),
        (["--max-size", "10kB"], {"speech", "pictures", "layouts", "runs"}),
        (["--max-size", "1MB", "--older-than", "3.5d"], {"speech", "pictures", "layouts"}),
        (["--all"], set()),
    ],
)
def test_what_has_been_of_no_use_for_longest_goes_first(
    cache: Cache, clean: Callable[..., Result], arguments: list[str], stay: set[str]
) -> None:
    result = clean(*arguments)
    assert result.exit_code == 0, result.output
    assert set(left(cache)) == stay


def test_nothing_that_is_in_use_is_removed(cache: Cache, clean: Callable[..., Result]) -> None:
    with cache.in_use():
        [picture] = cache.pictures.folder.glob("*.json")
        os.utime(picture)
        with part(cache.pictures.folder) as draft:
            assert clean("--all").exit_code == 0
            assert draft.exists()
        assert set(left(cache)) == {"pictures"}
    clean("--all")
    assert left(cache) == {}


def test_what_is_not_ours_is_left_alone(cache: Cache, clean: Callable[..., Result]) -> None:
    strangers = [cache.root / "thesis.tex", cache.speech / "voice.wav", cache.root / ("a" * 64 + ".mp4")]
    for path in strangers:
        path.touch()
    clean("--all")
    assert all(path.exists() for path in strangers)


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["clean", "--all", "--cache", str(tmp_path / "none")])
    assert result.exit_code == 0
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "arguments", [["--older-than", "30"], ["--max-size", "5 apples"], ["--max-size", "-5GB"]]
)
def test_a_wrong_quantity_is_told(clean: Callable[..., Result], arguments: list[str]) -> None:
    result = clean(*arguments)
    assert result.exit_code == 2
    assert "write a number and one of" in result.output


def test_the_place_is_chosen_by_option_then_by_variable_then_by_what_may_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LECTURE_CACHE", str(tmp_path / "variable"))
    assert str(tmp_path / "variable") in CliRunner().invoke(main, ["clean"]).output
    assert str(tmp_path / "option") in CliRunner().invoke(main, ["clean", "--cache", "option"]).output
    monkeypatch.delenv("LECTURE_CACHE")
    assert str(tmp_path / "media/cache") in CliRunner().invoke(main, ["clean"]).output
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert str(of_user()) == str(tmp_path / "mine/optim-lectures")
    assert str(of_user()) in CliRunner().invoke(main, ["clean"]).output


def test_a_use_that_keeps_nothing_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Cache.at().in_use():
        assert list(tmp_path.iterdir()) == [tmp_path / "media"]
    assert list(tmp_path.iterdir()) == []
    with Cache.at().in_use():
        (Cache.at().speech / "one").write_text("kept")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["one"]


def test_a_folder_that_another_uses_stays(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    with cache.in_use():
        with cache.in_use():
            pass
        assert cache.speech.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_diagnosis_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["doctor"]).exit_code == 0
    assert list(tmp_path.iterdir()) == []
