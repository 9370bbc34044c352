"""Workers: real processes, one of which is killed."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lecture.errors import RenderError, WordsError
from lecture.quality import Quality
from lecture.rendering.job import Job
from lecture.rendering.pool import Pool, Result, Worker
from scenes import catalog
from scenes.performance import Performance

TINY = Quality("tiny", 96, 54, 2, "ultrafast", 30)


def still(out: Path, rate: float = 0.95, **changes: object) -> Job:
    params = catalog.story("zigzag_sgd").parameters(learning_rate=rate)
    job = Job.of(Performance.prepare("zigzag_sgd", "en", params), TINY, "stills")
    return replace(job, outs=(str(out),), times=(1.0,), **changes)


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(1) as pool:
        yield pool


def test_a_job_survives_the_way_to_a_worker() -> None:
    job = still(Path("a.png"), 0.9)
    arrived = Job.from_json(job.to_json())
    assert arrived == job
    performance = arrived.performance()
    assert performance.params.learning_rate == 0.9
    assert performance.facts.factor_x == pytest.approx(0.1, abs=0.9)
    assert performance.script.cues == ()


def test_jobs_are_done_by_one_process_and_mistakes_do_not_end_it(pool: Pool, tmp_path: Path) -> None:
    jobs = [
        still(tmp_path / "a.png"),
        still(tmp_path / "b.png", segment="zigzag"),
        still(tmp_path / "c.png", 1.05),
    ]
    finished: list[int] = []
    results = pool.run(jobs, lambda position, frame: None, lambda position, result: finished.append(position))
    assert [result.done.files for result in results] == [
        (tmp_path / "a.png",),
        (),
        (tmp_path / "c.png",),
    ]
    assert finished == [0, 2]
    assert isinstance(results[1].error, WordsError)
    assert "did you mean 'zigzag_sgd'" in str(results[1].error)
    assert "Traceback" in results[1].debug
    assert len(pool._workers) == 1


def test_a_worker_that_dies_is_replaced_and_at_last_reported(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do = Worker.do
    deaths = iter([True, False, True, True])

    def deadly(self: Worker, job: Job, progress: object) -> object:
        if next(deaths):
            os.kill(self.process.pid, signal.SIGKILL)
        return do(self, job, progress)

    monkeypatch.setattr(Worker, "do", deadly)
    lives, dies = pool.run([still(tmp_path / "a.png"), still(tmp_path / "b.png")], lambda *_: None)
    assert lives.done.files == (tmp_path / "a.png",)
    assert isinstance(dies.error, RenderError)
    assert "zigzag_sgd" in str(dies.error)
    assert "SIGKILL" in str(dies.error)
    assert "memory" in str(dies.error)


def test_a_film_of_which_the_worker_is_told_to_stop_leaves_nothing(tmp_path: Path) -> None:
    performance = Performance.prepare("zigzag_sgd", "en")
    film = Job.of(performance, Quality("slow", 1280, 720, 30))
    film = replace(film, beats=(performance.timeline.cues[0].name,), outs=(str(tmp_path / "a.mp4"),))
    with pytest.raises(KeyboardInterrupt), Pool(1) as pool:
        pool.run([film], _interrupt)
    assert list(tmp_path.iterdir()) == []
    assert all(worker.process.returncode is not None for worker in pool._workers)


def _interrupt(position: int, frame: int) -> None:
    raise KeyboardInterrupt


def test_a_worker_answers_with_the_place_of_a_mistake_in_the_drawing() -> None:
    from lecture.rendering.worker import answer, rebuilt

    def draw(job: Job, progress: object) -> list[Path]:
        raise ZeroDivisionError("by hand")

    events: list[dict[str, object]] = []
    answer(still(Path("a.png")), events.append, draw)
    error = rebuilt(events[0])
    assert isinstance(error, RenderError)
    assert error.what == "ZeroDivisionError: by hand"
    assert (error.path, error.segment) == (Path(__file__), "zigzag_sgd (en)")


def test_a_worker_that_cannot_start_is_reported(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    [result] = pool.run([still(tmp_path / "a.png")], lambda *_: None)
    assert "exit status 1" in str(result.error)
    assert "memory" not in str(result.error)


def test_a_crash_is_not_taken_for_want_of_memory(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do = Worker.do

    def crashing(self: Worker, job: Job, progress: object) -> object:
        os.kill(self.process.pid, signal.SIGSEGV)
        return do(self, job, progress)

    monkeypatch.setattr(Worker, "do", crashing)
    [result] = pool.run([still(tmp_path / "a.png")], lambda *_: None)
    assert "SIGSEGV" in str(result.error)
    assert "memory" not in str(result.error)


def test_what_is_found_wrong_with_a_result_is_the_error_of_its_job(pool: Pool, tmp_path: Path) -> None:
    def refuse(position: int, result: Result) -> None:
        if position == 0:
            raise RenderError("not as planned")

    jobs = [still(tmp_path / "a.png"), still(tmp_path / "b.png")]
    wrong, well = pool.run(jobs, lambda *_: None, refuse)
    assert str(wrong.error) == "not as planned"
    assert wrong.done.files == ()
    assert well.done.files == (tmp_path / "b.png",)


@pytest.mark.parametrize("ingredient", ["fonts", "versions", "settings", "source", "language"])
def test_a_worker_refuses_what_is_not_as_it_was_planned(pool: Pool, tmp_path: Path, ingredient: str) -> None:
    job = still(tmp_path / "a.png")
    planned = {**job.planned, ingredient: {**dict(job.planned["source"]), "scenes.theme": "other"}}
    [result] = pool.run([replace(job, planned=planned)], lambda *_: None)
    told = "scenes.theme" if ingredient == "source" else ingredient
    assert isinstance(result.error, RenderError)
    assert told in str(result.error)
    assert "run again" in str(result.error)
    assert not (tmp_path / "a.png").exists()
