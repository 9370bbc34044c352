"""A proof fits the segment that was tried, and no other state of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from optimlib import places
from tests import proof


@pytest.fixture
def outlook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A segment of words, and a folder for proofs."""
    folder = tmp_path / "segments" / "outlook"
    folder.mkdir(parents=True)
    (folder / "en.toml").write_text('title = "A"\n[cue.a]\ntext = "What we have seen so far."\n')
    monkeypatch.setattr(proof, "PROOFS", tmp_path / "proofs")
    monkeypatch.setattr(proof, "key", proof.key.__wrapped__)
    with places.beside(tmp_path):
        yield folder


def report(
    when: Literal["setup", "call"],
    outcome: Literal["passed", "failed", "skipped"],
    total: int,
    tried: str = "begun",
) -> Any:
    told = [("dear", ("outlook", total, tried))]
    return pytest.TestReport("t", ("f", 1, "t"), {}, outcome, None, when, user_properties=told)


class Terminal:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def write_line(self, line: str) -> None:
        self.lines.append(line)


def told(*reports: Any) -> list[str]:
    prover, terminal = proof.Prover(), Terminal()
    for one in reports:
        prover.pytest_runtest_logreport(one)
    prover.pytest_terminal_summary(terminal)  # type: ignore[arg-type]  # it writes lines to it and nothing else
    return terminal.lines


def test_a_proof_is_kept_and_ends_with_the_next_change(outlook: Path) -> None:
    assert not proof.proven("outlook")
    tried = proof.key("outlook")
    assert told(report("setup", "passed", 1, tried), report("call", "passed", 1, tried)) == [
        "proven: outlook"
    ]
    assert proof.proven("outlook")
    (outlook / "en.toml").write_text('title = "B"\n[cue.a]\ntext = "What we have seen so far."\n')
    assert not proof.proven("outlook")


@pytest.mark.parametrize(
    "reports",
    [
        [report("call", "passed", 2)],
        [report("call", "passed", 2), report("call", "failed", 2)],
        [report("call", "passed", 1), report("setup", "failed", 1)],
        [report("setup", "skipped", 1)],
    ],
    ids=["one was not tried", "one fails", "one could not begin", "it was skipped"],
)
def test_what_did_not_pass_as_a_whole_is_not_proven(outlook: Path, reports: list[Any]) -> None:
    assert told(*reports) == ["not proven: outlook"]
    assert not proof.proven("outlook")


def test_what_changed_while_it_was_tried_is_not_proven(outlook: Path) -> None:
    before = report("call", "passed", 2, "before")
    assert told(before, report("call", "passed", 2, "after")) == ["not proven: outlook"]
    assert told(before, before) == ["proven: outlook"]
    assert not proof.proven("outlook")


TESTS = [f"test[{number}]" for number in range(24)]


def test_a_share_of_what_is_proven_is_tried_all_the_same(outlook: Path) -> None:
    tried = proof.key("outlook")
    told(report("call", "passed", 1, tried))
    many = [f"test[{number}]" for number in range(1200)]
    usual = 1200 / proof.SHARE
    assert usual / 2 < len(proof.taken({"outlook": many})["outlook"]) < usual * 2
    assert proof.taken({"outlook": many})["outlook"] == proof.taken({"outlook": many})["outlook"]
    (outlook / "en.toml").write_text('title = "B"\n')
    before = proof.taken({"outlook": many})["outlook"]
    told(report("call", "passed", 1, proof.key("outlook")))
    assert proof.taken({"outlook": many})["outlook"] != before


def test_all_is_tried_of_a_few_segments_without_a_proof_and_a_share_of_many(outlook: Path) -> None:
    assert proof.taken({"outlook": TESTS})["outlook"] == set(TESTS)
    many = {"outlook": TESTS, "search": TESTS, "downhill": TESTS, "adam": TESTS}
    chosen = proof.taken(many)
    unproven = [name for name in many if not proof.proven(name)]
    assert abs(sum(len(chosen[name]) for name in unproven) - proof.BUDGET) <= len(unproven)
    assert all(chosen[name] for name in unproven)


def test_every_file_of_dear_tests_is_found() -> None:
    assert {path.name for path in proof._dear_files()} >= {"test_every_segment.py", "test_kept_frames.py"}
