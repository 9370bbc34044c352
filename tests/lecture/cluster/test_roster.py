"""Who draws what next: decided without a network, on a clock that the test turns."""

from lecture.cluster.roster import QUIET, Roster

BOTH = ("a", "b")


def test_jobs_are_begun_in_order_and_by_nobody_twice_while_there_are_others() -> None:
    roster = Roster([30, 20, 10])
    begun = [roster.next("a", 0.0, BOTH), roster.next("b", 0.0, BOTH), roster.next("a", 0.0, BOTH)]
    assert [copy.position for copy in begun if copy] == [0, 1, 2]
    assert roster.next("b", 1.0, BOTH) is None


def test_a_job_goes_back_to_where_its_worker_died_only_if_nobody_else_is_there() -> None:
    roster = Roster([10])
    copy = roster.next("a", 0.0, BOTH)
    assert copy
    assert not roster.die(copy)
    assert roster.next("a", 1.0, BOTH) is None
    assert roster.next("a", 1.0, ("a",))


def test_a_job_is_given_up_after_two_deaths() -> None:
    roster = Roster([10])
    for worker, given_up in (("a", False), ("b", True)):
        copy = roster.next(worker, 0.0, BOTH)
        assert copy
        assert roster.die(copy) is given_up


def test_a_job_that_somebody_else_is_at_is_not_given_up() -> None:
    roster = lagging(frames=1)
    slow = roster.next("b", 60.0, BOTH)
    assert slow
    assert not roster.die(slow)
    assert roster.next("b", 60.0, BOTH) is None


def lagging(frames: int) -> Roster:
    """Two jobs of 100 frames: ``b`` did one in 10 s, ``a`` has come to so many frames of the other in 60 s."""
    roster = Roster([100, 100])
    slow, fast = roster.next("a", 0.0, BOTH), roster.next("b", 0.0, BOTH)
    assert slow
    assert fast
    assert roster.finish(fast, 10.0) == []
    roster.tell(slow, frames, 60.0)
    return roster


def test_who_lags_is_doubled_and_the_first_wins() -> None:
    roster = lagging(frames=50)
    double = roster.next("b", 60.0, BOTH)
    assert double
    assert double.position == 0
    assert roster.tell(double, 40, 64.0) == 50
    [slow] = roster.finish(double, 70.0)
    assert slow.worker == "a"
    assert roster.next("b", 70.0, BOTH) is None


def test_who_would_be_done_sooner_is_left_alone() -> None:
    # The rest takes 6.7 s, all of it again 10 s.
    assert lagging(frames=90).next("b", 60.0, BOTH) is None


def test_of_whom_nothing_is_heard_is_doubled_whatever_he_has_done() -> None:
    roster = Roster([100])
    copy = roster.next("a", 0.0, BOTH)
    assert copy
    roster.tell(copy, 99, 10.0)
    assert roster.next("b", 10.0 + QUIET, BOTH) is None
    assert roster.next("b", 11.0 + QUIET, BOTH)
    assert roster.next("c", 99.0 + QUIET, BOTH) is None
