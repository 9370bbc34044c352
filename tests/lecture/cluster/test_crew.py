"""Workers of Dask: real processes, which come, die, lag, differ and lose their scheduler."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import psutil
import pytest
from click.testing import CliRunner

from lecture.cli import main
from lecture.cluster import inspection, link, roster, shift
from lecture.cluster.crew import Cluster
from lecture.console import plain_console
from lecture.errors import RenderError, SetupError, SpecError, WordsError
from lecture.quality import Quality
from lecture.rendering.job import Job
from lecture.rendering.pool import Pool, Result
from optimlib import places
from scenes.performance import Performance
from tests.lecture.cluster.dasked import PATIENCE, Dask, Noting, wait_for, within
from tests.lecture.disturbed import OWN
from tests.lecture.running import ROOT, lecture

TINY = Quality("tiny", 96, 54, 2, "ultrafast", 30)
SLOW = Quality("slow", 1280, 720, 30, "ultrafast", 30)
"""A film in it takes long enough to be disturbed."""
SOON = 20.0
"""Seconds in which whatever has to end has ended."""


def film(out: Path, quality: Quality = TINY, **changes: object) -> Job:
    """The first beat of one of our segments."""
    return replace(beat(Performance.prepare("zigzag_sgd", "en"), out, quality), **changes)


def beat(performance: Performance, out: Path, quality: Quality = TINY, position: int = 0) -> Job:
    out.touch()
    names = (performance.timeline.cues[position].name,)
    return replace(Job.of(performance, quality), beats=names, outs=(str(out),))


def own_film(out: Path, quality: Quality = TINY) -> Job:
    """A beat of a segment of one's own, which is drawn in seconds."""
    with places.beside(OWN):
        return beat(Performance.prepare("signs", "en"), out, quality)


@pytest.fixture(scope="module", autouse=True)
def home_is_looked_at_once() -> Iterator[None]:
    """This machine stays the same: a look takes seconds."""
    seen: dict[str, Mapping[str, Any]] = {}
    look = inspection.here

    def here(asked: Mapping[str, Any], address: str) -> Mapping[str, Any]:
        key = json.dumps(asked)
        if key not in seen:
            seen[key] = look(asked, "")
        return {**seen[key], "source": address}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspection, "here", here)
        yield


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster of one worker, for tests that do it no harm."""
    dask = Dask(tmp_path_factory.mktemp("shared"))
    dask.hire("shared")
    yield dask
    dask.close()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler without workers."""
    folder = tmp_path / "dask"
    folder.mkdir()
    dask = Dask(folder)
    yield dask
    dask.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> type[Noting]:
    monkeypatch.setattr(Noting, "asked", [], raising=False)
    monkeypatch.setattr(Noting, "names", {}, raising=False)
    monkeypatch.setattr("lecture.cluster.crew.Link", Noting)
    return Noting


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder with a lecture of one's own in it."""
    shutil.copytree(OWN, tmp_path / "mine", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "mine"


def nothing(*_: object) -> None:
    pass


def once(do: Callable[[], object]) -> Callable[[int, int], None]:
    """Do something at the first progress."""
    waiting = [do]

    def progress(position: int, frame: int) -> None:
        if waiting:
            waiting.pop()()

    return progress


def draw(
    dask: Dask,
    *jobs: Job,
    progress: Callable[[int, int], object] = nothing,
    done: Callable[[int, Result], object] = nothing,
    said: io.StringIO | None = None,
    patience: float = PATIENCE,
) -> list[Result]:
    def run() -> list[Result]:
        with Cluster(dask.address, plain_console(said or io.StringIO()), patience) as cluster:
            return cluster.run(jobs, progress, done)

    return within(PATIENCE, run)


def test_a_film_is_the_same_to_the_last_byte(shared: Dask, tmp_path: Path) -> None:
    there, here = tmp_path / "there.mp4", tmp_path / "here.mp4"
    frames: list[int] = []
    [result] = draw(shared, own_film(there), progress=lambda position, frame: frames.append(frame))
    with Pool(1) as pool:
        [at_home] = pool.run([own_film(here)], nothing)
    assert (result.error, result.done.files) == (None, (there,))
    assert there.read_bytes() == here.read_bytes() != b""
    assert (result.also, result.done.stages) == (at_home.also, at_home.done.stages)
    assert frames == sorted(set(frames)) != []


def test_source_is_brought_once(shared: Dask, tmp_path: Path, asked: type[Noting]) -> None:
    draw(shared, own_film(tmp_path / "a.mp4"))
    draw(shared, own_film(tmp_path / "b.mp4"))
    assert [doing for _, doing in asked.asked].count("unpack") <= 1
    assert asked.draws() == ["shared", "shared"]


def test_a_mistake_in_a_segment_is_told_once_and_tried_once(
    shared: Dask, tmp_path: Path, asked: type[Noting]
) -> None:
    wrong, well = draw(shared, film(tmp_path / "a.mp4", segment="zigzag"), own_film(tmp_path / "b.mp4"))
    assert isinstance(wrong.error, WordsError)
    assert "did you mean 'zigzag_sgd'" in str(wrong.error)
    assert "Traceback" in wrong.debug
    assert well.error is None
    assert len(asked.draws()) == 2


def test_a_mistake_is_told_with_its_place_at_home(shared: Dask, mine: Path, tmp_path: Path) -> None:
    scene = mine / "segments/signs/scene.py"
    scene.write_text(scene.read_text().replace('self.word("start")', "1 / 0"))
    with places.beside(mine):
        job = beat(Performance.prepare("signs", "en"), tmp_path / "a.mp4")
    [result] = draw(shared, job)
    assert isinstance(result.error, RenderError)
    assert result.error.path == scene
    assert "ZeroDivisionError" in str(result.error)
    assert str(scene) in result.debug


def test_what_is_found_wrong_with_a_result_is_the_error_of_its_job(shared: Dask, tmp_path: Path) -> None:
    def refuse(position: int, result: Result) -> None:
        raise RenderError("not as planned")

    [result] = draw(shared, own_film(tmp_path / "a.mp4"), done=refuse)
    assert str(result.error) == "not as planned"


def test_a_process_that_dies_is_replaced_and_at_last_reported_by_its_worker(
    shared: Dask, tmp_path: Path, asked: type[Noting]
) -> None:
    def kill(position: int, frame: int) -> None:
        for hand in shared.hands("shared"):
            hand.send_signal(signal.SIGSEGV)

    [result] = draw(shared, film(tmp_path / "a.mp4", SLOW), progress=kill)
    assert isinstance(result.error, RenderError)
    assert "worker 'shared' at tcp://127.0.0.1" in str(result.error)
    assert "SIGSEGV" in str(result.error)
    assert "zigzag_sgd" in str(result.error)
    assert asked.draws() == ["shared", "shared"]


def test_ctrl_c_ends_what_is_drawn_there(shared: Dask, tmp_path: Path) -> None:
    drawing: list[psutil.Process] = []

    def interrupt() -> None:
        drawing.extend(shared.hands("shared"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw(shared, film(tmp_path / "a.mp4", SLOW), progress=once(interrupt))
    busy = [hand for hand in drawing if _busy(hand)]
    wait_for(lambda: not any(map(_busy, busy)), SOON)
    assert (tmp_path / "a.mp4").read_bytes() == b""


def _busy(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.cpu_percent(0.3) > 5
    return False


ALONE = """
import sys
from pathlib import Path
from tests.lecture.cluster.test_crew import Cluster, SLOW, film, plain_console
with Cluster(sys.argv[1], plain_console()) as cluster:
    cluster.run([film(Path("a.mp4"), SLOW)], lambda *told: print(*told, flush=True))
"""


def test_nothing_is_drawn_for_somebody_who_was_killed(shared: Dask, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ALONE, shared.address],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        drawing = [hand for hand in shared.hands("shared") if _busy(hand)]
        assert drawing
        process.kill()
    wait_for(lambda: not any(map(_busy, drawing)), SOON)


def test_another_takes_over_from_a_worker_that_is_killed(
    dask: Dask, tmp_path: Path, asked: type[Noting]
) -> None:
    dask.hire("first")

    def kill() -> None:
        hands = dask.hands("first")
        assert hands
        dask.workers["first"].kill()
        # Nobody told them, but nobody listens any more.
        wait_for(lambda: not any(hand.is_running() for hand in hands), SOON)
        dask.hire("second")

    out = tmp_path / "a.mp4"
    [result] = draw(dask, own_film(out, SLOW), progress=once(kill))
    assert result.error is None
    assert asked.draws() == ["first", "second"]
    assert out.stat().st_size


def test_who_joins_late_takes_part(dask: Dask, tmp_path: Path, asked: type[Noting]) -> None:
    said = io.StringIO()
    hired: list[str] = []

    def hire(*_: object) -> None:
        if not hired:
            hired.append("late")
            dask.hire("late")

    Thread(
        target=lambda: (wait_for(lambda: "waits" in said.getvalue()), dask.hire("first")), daemon=True
    ).start()
    jobs = [own_film(tmp_path / f"{number}.mp4", SLOW) for number in range(10)]
    results = draw(dask, *jobs, progress=hire, said=said)
    assert [result.error for result in results] == [None] * 10
    assert set(asked.draws()) == {"first", "late"}
    assert said.getvalue().count("waits for workers") == 1


def test_a_job_of_a_worker_that_hangs_is_done_by_another(
    dask: Dask, tmp_path: Path, asked: type[Noting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "QUIET", 3.0)
    dask.hire("one")
    dask.hire("other")

    stopped: list[psutil.Process] = []

    def hang() -> None:
        stopped.extend(dask.hands(asked.draws()[0]))
        for hand in stopped:
            hand.suspend()

    try:
        [result] = draw(dask, own_film(tmp_path / "a.mp4", SLOW), progress=once(hang))
        # The worker ends what stands still, since the result is here.
        wait_for(lambda: not all(hand.is_running() for hand in stopped), SOON)
    finally:
        for hand in stopped:
            with suppress(psutil.NoSuchProcess):
                hand.kill()
    assert result.error is None
    assert set(asked.draws()) == {"one", "other"}


def pretended(folder: Path, package: str, version: str) -> dict[str, str]:
    """Let a package seem to have another version, and return the environment where it does."""
    told = folder / f"{package}-{version}.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    return {"PYTHONPATH": str(folder)}


def test_a_worker_with_another_version_is_refused_by_name(
    dask: Dask, tmp_path: Path, asked: type[Noting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shift, "NEWCOMERS", 0.5)
    dask.hire("old", pretended(tmp_path / "old", "manim", "0.1"))
    said = io.StringIO()
    with pytest.raises(SetupError, match=r"worker 'old' at tcp://[\d.:]+: manim 0\.1, here 0\.2"):
        draw(dask, film(tmp_path / "a.mp4"), said=said)
    assert said.getvalue().count("refused: worker 'old'") == 1
    assert asked.draws() == []


def test_a_lost_scheduler_ends_it_and_what_was_done_is_kept(dask: Dask, tmp_path: Path) -> None:
    dask.hire("one")
    finished: list[int] = []

    def done(position: int, result: Result) -> None:
        finished.append(position)
        dask.scheduler.kill()

    with pytest.raises(SetupError, match=r"scheduler at .* is gone"):
        draw(dask, own_film(tmp_path / "a.mp4"), film(tmp_path / "b.mp4", SLOW), done=done)
    assert finished == [0]
    assert (tmp_path / "a.mp4").stat().st_size
    # The worker ends, and what it has started.
    dask.workers["one"].wait(SOON)


def test_a_wait_for_workers_has_an_end(dask: Dask, tmp_path: Path) -> None:
    said = io.StringIO()
    with pytest.raises(SetupError, match="no worker has come"):
        draw(dask, film(tmp_path / "a.mp4"), said=said, patience=2.0)
    assert said.getvalue().count("waits for workers") == 1


def test_where_no_scheduler_is_nobody_waits_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "CONNECT", 0.5)
    with (
        pytest.raises(SetupError, match="no scheduler answers"),
        Cluster("tcp://127.0.0.1:9", plain_console()),
    ):
        pass


@pytest.mark.parametrize("address", ["10.0.0.1", "tcp://10.0.0.1", "http://10.0.0.1:8786", "tcp://a b:1", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(SpecError, match="no address of a scheduler"):
        Cluster(address, plain_console())


def test_a_lecture_is_the_same_to_the_last_byte(shared: Dask, mine: Path) -> None:
    for where, crew in (("there", ["--cluster", shared.address]), ("here", ["--jobs", "1"])):
        kept = ["--out", where, "--cache", f"cache of {where}"]
        told = lecture("render", "lecture.toml", "--lang", "en", *kept, *crew, folder=mine)
        assert told.returncode == 0, told.stderr
    films = {
        where: {file.name: file.read_bytes() for file in (mine / where).iterdir()}
        for where in ("there", "here")
    }
    assert films["there"] == films["here"]
    assert "lecture.en.mp4" in films["here"]


def test_what_is_missing_is_told_with_how_to_install_it(mine: Path, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError(name='distributed')")
    told = lecture("render", "--cluster", "tcp://127.0.0.1:9", folder=mine, paths=[tmp_path])
    assert told.returncode == 2
    assert "pip install 'optim-lectures[cluster]'" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_command_tells_in_a_line_that_no_scheduler_is_there(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "CONNECT", 0.5)
    monkeypatch.chdir(mine)
    told = CliRunner().invoke(main, ["render", "lecture.toml", "--cluster", "tcp://127.0.0.1:9"])
    assert told.exit_code == 2
    first, second, *rest = told.stderr.splitlines()
    assert first == "error: no scheduler answers at tcp://127.0.0.1:9"
    assert "dask scheduler" in second
    assert rest == []


def test_jobs_here_and_a_cluster_are_not_both(mine: Path) -> None:
    told = lecture("render", "--jobs", "2", "--cluster", "tcp://127.0.0.1:9", folder=mine)
    assert told.returncode == 2
    assert "--jobs" in told.stderr
