"""Drawing in this very process, as workers do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lecture.errors import OutputError, WordsError
from lecture.rendering.here import Here
from lecture.rendering.pool import Pool, Result
from scenes.segments.zigzag_sgd.scene import ZigZagSGD
from tests.lecture.rendering.test_pool import still


def test_it_draws_what_a_worker_draws_and_tells_mistakes_as_that_does(tmp_path: Path) -> None:
    names = ("a.png", "b.png", "c.png")
    drawn = {}
    for crew in (Pool(1), Here()):
        folder = tmp_path / type(crew).__name__
        folder.mkdir()
        jobs = [still(folder / name) for name in names]
        jobs[1] = still(folder / "b.png", segment="zigzag")
        finished: list[int] = []

        def done(position: int, result: Result, finished: list[int] = finished) -> None:
            finished.append(position)
            if position == 2:
                raise OutputError("no room for it")

        with crew:
            results = crew.run(jobs, lambda position, frame: None, done)
        assert finished == [0, 2]
        assert isinstance(results[1].error, WordsError)
        assert isinstance(results[2].error, OutputError)
        drawn[folder.name] = [(folder / name).read_bytes() for name in (names[0], names[2])]
    assert drawn["Pool"] == drawn["Here"]


def test_drawing_sees_what_any_process_that_draws_is_told_and_the_rest_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("SOMETHING_OF_OURS", "1")
    before = dict(os.environ)
    seen: list[dict[str, str]] = []
    construct = ZigZagSGD.construct

    def looking(scene: ZigZagSGD) -> None:
        seen.append(dict(os.environ))
        construct(scene)

    monkeypatch.setattr(ZigZagSGD, "construct", looking)
    with Here() as crew:
        [result] = crew.run([still(tmp_path / "a.png")], lambda position, frame: None)
    assert result.error is None
    assert seen[0]["LC_ALL"] == "C.UTF-8"
    assert "SOMETHING_OF_OURS" not in seen[0]
    assert dict(os.environ) == before
