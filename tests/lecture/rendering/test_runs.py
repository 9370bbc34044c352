"""Long runs: computed once for all that they depend on, and told of while somebody waits."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lecture.rendering.cache import RUNS, Cache
from lecture.rendering.runs import NUMBERS, KeptRuns, Shipping, shipped
from lecture.rendering.store import Store
from scenes.facts.kept import LongRun, Numbers, Report

computed: list[int] = []


def powers(base: int, file: str, report: Report) -> Numbers:
    computed.append(base)
    report(0.5)
    report(1.0)
    added = int(Path(file).read_text())
    return {"powers": base ** np.arange(4) + added, "halves": np.array([0.5], dtype=np.float32)}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    computed.clear()
    path = tmp_path / "added.txt"
    path.write_text("1")
    return path


def a_run(base: int, source: Path) -> LongRun:
    return LongRun("raising", powers, (base, str(source)), (source,))


def test_a_run_is_computed_once_and_its_numbers_come_back_as_they_were(source: Path, tmp_path: Path) -> None:
    keeper = KeptRuns(Store(tmp_path / "runs"))
    first, again = (keeper(a_run(2, source)) for _ in range(2))
    assert computed == [2]
    for numbers in (first, again):
        assert numbers["powers"].tolist() == [2, 3, 5, 9]
        assert numbers["halves"].dtype == np.float32
    # Another process has nothing but the folder.
    assert KeptRuns(Store(tmp_path / "runs"))(a_run(2, source))["powers"].tolist() == [2, 3, 5, 9]
    assert computed == [2]


def test_other_arguments_and_other_files_are_other_runs(source: Path, tmp_path: Path) -> None:
    keeper = KeptRuns(Store(tmp_path / "runs"))
    keeper(a_run(2, source))
    assert keeper(a_run(3, source))["powers"].tolist() == [2, 4, 10, 28]
    source.write_text("5")
    assert keeper(a_run(2, source))["powers"].tolist() == [6, 7, 9, 13]
    source.write_text("1")
    assert keeper(a_run(2, source))["powers"].tolist() == [2, 3, 5, 9]
    assert computed == [2, 3, 2]


def test_what_is_damaged_is_computed_again(source: Path, tmp_path: Path) -> None:
    keeper = KeptRuns(Store(tmp_path / "runs"))
    keeper(a_run(2, source))
    [kept] = (tmp_path / "runs").glob(f"*{NUMBERS}")
    kept.write_bytes(kept.read_bytes()[:-1])
    assert keeper(a_run(2, source))["powers"].tolist() == [2, 3, 5, 9]
    assert computed == [2, 2]


def test_where_nothing_can_be_kept_it_is_computed_all_the_same(source: Path, tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    assert KeptRuns(Store(tmp_path / "runs"))(a_run(2, source))["powers"].tolist() == [2, 3, 5, 9]


def test_who_waits_is_told_once(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keeper = KeptRuns(Store(tmp_path / "runs"))
    keeper(a_run(2, source))
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.partition(":")[0] for line in told.err.splitlines()] == ["raising", "raising"]
    keeper(a_run(2, source))
    assert capsys.readouterr().err == ""


def test_without_a_keeper_a_process_remembers(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scenes.facts import kept

    monkeypatch.setattr(kept, "_keeper", kept._remember)
    assert [a_run(7, source).numbers()["powers"][1] for _ in range(2)] == [8, 8]
    assert computed == [7]


def test_a_cache_keeps_runs_unless_several_share_a_folder(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    monkeypatch.setenv(RUNS, str(tmp_path / "shared"))
    with cache.keeping_runs():
        a_run(2, source).numbers()
    monkeypatch.delenv(RUNS)
    with cache.in_use():
        a_run(2, source).numbers()
    assert computed == [2, 2]
    for folder in (tmp_path / "shared", tmp_path / "cache" / "runs"):
        assert len(list(folder.glob(f"*{NUMBERS}"))) == 1


def test_what_is_shipped_is_taken_while_it_stands_for_its_source(source: Path, tmp_path: Path) -> None:
    run = replace(a_run(2, source), shipped=tmp_path / "runs.npz")
    keeper = KeptRuns(Store(tmp_path / "kept"))
    shipping = Shipping(keeper)
    assert shipped(run) is None
    shipping(run)
    assert shipping.written == [run.shipped]
    assert computed == [2]
    assert keeper(run)["powers"].tolist() == [2, 3, 5, 9]
    assert set(keeper(run)) == {"powers", "halves"}
    assert computed == [2]
    shipping(run)
    assert shipping.written == [run.shipped]
    # Other files, and it no longer stands: it is computed, and shipped again when that is asked for.
    source.write_text("5")
    assert keeper(run)["powers"].tolist() == [6, 7, 9, 13]
    assert computed == [2, 2]
    assert shipping(run)["powers"].tolist() == [6, 7, 9, 13]
    assert len(shipping.written) == 2
    assert [path.name for path in tmp_path.glob("*.npz")] == ["runs.npz"]


def test_a_damaged_file_that_is_shipped_counts_for_nothing(source: Path, tmp_path: Path) -> None:
    run = replace(a_run(2, source), shipped=tmp_path / "runs.npz")
    keeper = KeptRuns(Store(tmp_path / "kept"))
    Shipping(keeper)(run)
    whole = run.shipped.read_bytes()
    for broken in (b"", whole[: len(whole) // 2], whole[:200] + b"x" + whole[201:]):
        run.shipped.write_bytes(broken)
        assert keeper(run)["powers"].tolist() == [2, 3, 5, 9]
