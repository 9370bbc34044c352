"""One list of jobs done by Dask's workers: they are seen, compared, given work, and replaced when they die."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future as Later
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from signal import SIGKILL
from threading import Event, Thread
from time import monotonic
from typing import Any, NoReturn

from distributed import Future
from rich.console import Console

from lecture.cluster import inspection
from lecture.cluster.link import Link
from lecture.cluster.luggage import pack
from lecture.cluster.roster import Copy, Roster
from lecture.errors import RenderError, SetupError
from lecture.files import CACHE, unwritable
from lecture.rendering.job import Done, Job
from lecture.rendering.pool import Result, handed_over
from lecture.rendering.spans import spans
from lecture.rendering.worker import rebuilt
from scenes.narration.timing import Timeline

PATIENCE = 600.0
"""Seconds to wait while there is no worker: queues of clusters take their time."""
NEWCOMERS = 5.0
"""Seconds to wait for another worker when all that are here are refused."""
LOOK = 1.0
"""Seconds between two looks for workers that come and go."""


@dataclass
class Member:
    """A worker: how it is called, how many jobs it does at once, and what was found when it was compared.

    ``fit`` is ``None`` until that is known.
    """

    address: str
    told: str
    slots: int
    fit: bool | None = None
    open: bool = True
    tickets: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Ticket:
    """A job at a worker."""

    copy: Copy
    member: Member
    future: Future


class Shift:
    """Jobs that are done together; see :meth:`lecture.cluster.crew.Cluster.run`.

    Everything that happens elsewhere comes into one queue, as a call that is made in the thread that works.
    """

    def __init__(
        self,
        link: Link,
        console: Console,
        patience: float,
        jobs: Sequence[Job],
        progress: Callable[[int, int], object],
        done: Callable[[int, Result], object],
    ) -> None:
        self.link, self.console, self.patience = link, console, patience
        self.jobs, self.progress, self.done = jobs, progress, done
        self.roster = Roster([_frames(job) for job in jobs])
        self.results: dict[int, Result] = {}
        self.staff: dict[str, Member] = {}
        self.tickets: dict[int, Ticket] = {}
        self.refused: list[str] = []
        self.deaths: dict[int, list[str]] = {}
        self._furthest: dict[int, int] = {}
        self._calls: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self._numbers = count()
        self._over = Event()
        self._here: Later[Mapping[str, Any]] = Later()
        self._alone_since = self._newest = monotonic()
        self._told_to_wait = False

    def work(self) -> list[Result]:
        """Do all jobs and return their results."""
        self._question = inspection.question(self.jobs)
        self._luggage = pack(
            [Path(one) for one in dict.fromkeys(one for job in self.jobs for one in job.beside)]
        )
        self.link.listen(self._hear)
        for task in (self._look_at_home, self._look_out):
            Thread(target=task, daemon=True).start()
        try:
            while len(self.results) < len(self.jobs):
                with suppress(Empty):
                    # A wait without end could not be interrupted everywhere.
                    self._calls.get(timeout=0.25)()
                self._assign()
                self._wait_for_somebody()
        finally:
            self._over.set()
            for number in list(self.tickets):
                self._drop(number)
        return [self.results[position] for position in range(len(self.jobs))]

    # -- in threads of their own ------------------------------------------------------------------------------

    def _look_at_home(self) -> None:
        try:
            self._here.set_result(inspection.here(self._question, self._luggage.address))
        except Exception as error:
            self._here.set_exception(error)
            self._calls.put(partial(_raise, error))

    def _look_out(self) -> None:
        while not self._over.wait(LOOK if self.staff else LOOK / 4):
            try:
                workers = self.link.workers()
            except Exception as error:
                self._calls.put(partial(self._lost, error))
                return
            self._calls.put(partial(self._see, workers))

    def _compare(self, name: str, address: str) -> None:
        """Compare a worker with this machine; bring it our source if it has none."""
        try:
            told = self._inspected(address, anew=False)
            wrong = self._differences(told)
            if wrong and "kept" in told:
                # It may have been mended since.
                wrong = self._differences(self._inspected(address, anew=True))
        except Exception as error:
            wrong = f"cannot be compared: {type(error).__name__}: {error}"
        self._calls.put(partial(self._compared, name, wrong))

    def _inspected(self, address: str, *, anew: bool) -> Mapping[str, Any]:
        asked = (self._luggage.address, {**self._question, "luggage": True}, anew)
        told = self.link.ask(address, "inspect", *asked).result()
        if "missing" in told:
            self.link.ask(address, "unpack", self._luggage.address, self._luggage.content).result()
            told = self.link.ask(address, "inspect", *asked).result()
        answer: Mapping[str, Any] = told
        return answer

    def _differences(self, told: Mapping[str, Any]) -> str:
        home = self._here.result()
        return str(told["wrong"]) if "wrong" in told else inspection.differences(home, told["told"])

    def _await(self, number: int, future: Future) -> None:
        try:
            told = future.result()
        except Exception as error:
            try:
                # Without a scheduler every task is cancelled: that is no worker's death.
                self.link.workers()
            except Exception as lost:
                self._calls.put(partial(self._lost, lost))
                return
            told = {"event": "died", "how": f"{type(error).__name__}: {error}", "by": 0}
        self._calls.put(partial(self._answered, number, told))

    def _hear(self, told: Mapping[str, Any]) -> None:
        self._calls.put(partial(self._progressed, told["ticket"], told["frame"]))

    # -- what happens -----------------------------------------------------------------------------------------

    def _see(self, workers: Mapping[str, Mapping[str, Any]]) -> None:
        # A worker that was started again may have the address of the one before, but not its folder.
        seen = {
            f"{address} {worker['local_directory']}": (address, worker) for address, worker in workers.items()
        }
        for name in set(self.staff) - set(seen):
            gone = self.staff.pop(name)
            for number in list(gone.tickets):
                self._died(number, f"{gone.told}: it has left the cluster", 0)
        for name, (address, worker) in seen.items():
            if name not in self.staff:
                called = str(worker["name"])
                told = f"worker {address}" if called == address else f"worker '{called}' at {address}"
                self.staff[name] = Member(address, told, worker["nthreads"])
                self._newest = monotonic()
                Thread(target=self._compare, args=(name, address), daemon=True).start()
            self.staff[name].open = worker["status"] == "running"

    def _compared(self, name: str, wrong: str) -> None:
        if (member := self.staff.get(name)) is None:
            return
        member.fit = not wrong
        if wrong:
            self.refused.append(f"{member.told}: {wrong}")
            self.console.print(f"refused: {self.refused[-1]}")

    def _progressed(self, number: int, frame: int) -> None:
        if ticket := self.tickets.get(number):
            position = ticket.copy.position
            ahead = self.roster.tell(ticket.copy, frame, monotonic())
            if ahead > self._furthest.get(position, -1):
                self._furthest[position] = ahead
                self.progress(position, ahead)

    def _answered(self, number: int, told: Mapping[str, Any]) -> None:
        if (ticket := self.tickets.get(number)) is None:
            return
        if told["event"] in ("died", "unwanted"):
            self._died(
                number,
                f"{ticket.member.told}: {told.get('how', 'its task was taken away')}",
                told.get("by", 0),
            )
            return
        position = ticket.copy.position
        if told["event"] == "failed":
            result = Result(error=rebuilt(dict(told)), debug=f"{told['debug']}({ticket.member.told})")
        else:
            result = self._received(position, told)
        rest = self.roster.finish(ticket.copy, monotonic())
        for other in [one for one, held in self.tickets.items() if held.copy in (ticket.copy, *rest)]:
            self._drop(other)
        self.results[position] = handed_over(position, result, self.done)

    def _received(self, position: int, told: Mapping[str, Any]) -> Result:
        files = [Path(out) for out in self.jobs[position].outs]
        for file, content in zip(files, told["files"], strict=True):
            try:
                file.write_bytes(content)
            except OSError as error:
                return Result(error=unwritable(file.parent, error, CACHE))
        return Result(Done(tuple(files), told["stages"], told["all_times"]), also=told["also"])

    def _died(self, number: int, how: str, by: int) -> None:
        copy = self.tickets[number].copy
        self._drop(number)
        self.deaths.setdefault(copy.position, []).append(how)
        if self.roster.die(copy):
            deaths = self.deaths[copy.position]
            self.results[copy.position] = Result(error=_given_up(self.jobs[copy.position], deaths, by))

    def _lost(self, error: Exception) -> NoReturn:
        raise SetupError(
            f"the scheduler at {self.link.address} is gone",
            "what was finished is kept: start it again, and render again",
        ) from error

    # -- what is done about it --------------------------------------------------------------------------------

    def _assign(self) -> None:
        fit = {member.address: member for member in self.staff.values() if member.fit and member.open}
        for member in fit.values():
            while len(member.tickets) < member.slots:
                copy = self.roster.next(member.address, monotonic(), fit.keys())
                if copy is None:
                    break
                number = next(self._numbers)
                job = asdict(self.jobs[copy.position])
                try:
                    future = self.link.ask(
                        member.address, "draw", self._luggage.address, self.link.topic, number, job
                    )
                except Exception as error:
                    # Dask has noticed before us.
                    self._lost(error)
                self.tickets[number] = Ticket(copy, member, future)
                member.tickets.add(number)
                Thread(target=self._await, args=(number, future), daemon=True).start()

    def _drop(self, number: int) -> None:
        ticket = self.tickets.pop(number)
        ticket.member.tickets.discard(number)
        with suppress(Exception):
            # Where the scheduler is gone there is nothing to cancel.
            ticket.future.cancel()

    def _wait_for_somebody(self) -> None:
        """Say once that nobody is here, and wait no longer than one has patience.

        Raises
        ------
        SetupError
            If nobody has come, or all that came are refused.
        """
        now = monotonic()
        if any(member.fit is not False for member in self.staff.values()):
            self._alone_since = now
            return
        if self.staff and now - self._newest > NEWCOMERS:
            raise SetupError(
                "no worker of the cluster draws as this machine does:\n"
                + "\n".join(f"- {one}" for one in self.refused),
                "all machines need the versions of locks/packages.txt and the same fonts (docs/cluster.md)",
            )
        if not self.staff and not self._told_to_wait and now - self._alone_since > LOOK:
            self._told_to_wait = True
            self.console.print(
                f"waits for workers: `dask worker {self.link.address} --nthreads 1` starts one"
            )
        if now - self._alone_since > self.patience:
            raise SetupError(
                f"no worker has come to {self.link.address} for {self.patience:.0f} s",
                f"`dask worker {self.link.address} --nthreads 1` starts one (docs/cluster.md)",
            )


def _frames(job: Job) -> int:
    """Count the frames of the beats that are asked for."""
    beats = spans(Timeline.from_json(job.timeline), job.quality)
    return sum(span.count for span in beats if span.beat in job.beats)


def _given_up(job: Job, deaths: Sequence[str], by: int) -> RenderError:
    told = "; ".join(dict.fromkeys(deaths))
    what = f"the process that drew this ({job.language}) died {len(deaths)} times: {told}"
    memory = "SIGKILL often means too little memory: start workers with --nthreads 1"
    return RenderError(
        what,
        memory if by == SIGKILL else "`lecture doctor` on that machine looks at all that drawing needs",
        segment=job.segment,
    )


def _raise(error: Exception) -> None:
    raise error
