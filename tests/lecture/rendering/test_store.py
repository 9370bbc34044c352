"""Results by hash: whole or not there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lecture.errors import OutputError
from lecture.rendering.store import Store, digest, make_folder, sweep


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def keep(store: Store, content: bytes) -> Path:
    draft = store.draft("key", ".bin")
    draft.write_bytes(content)
    return store.adopt(draft, "key", ".bin")


def test_what_was_adopted_is_taken(store: Store) -> None:
    path = keep(store, b"whole")
    assert store.take("key", ".bin") == path
    assert path.read_bytes() == b"whole"
    assert store.take("other", ".bin") is None


@pytest.mark.parametrize("damage", [b"", b"whol", b"whale", b"whole and more"])
def test_a_damaged_result_is_not_taken(store: Store, damage: bytes) -> None:
    keep(store, b"whole").write_bytes(damage)
    assert store.take("key", ".bin") is None


@pytest.mark.parametrize("note", ["", "{", "[]", "{}", '{"size": 5}'])
def test_a_result_with_a_torn_note_is_not_taken(store: Store, note: str) -> None:
    path = keep(store, b"whole")
    path.with_name(f"{path.name}.json").write_text(note)
    assert store.take("key", ".bin") is None


def test_a_file_without_a_note_is_not_taken(store: Store, tmp_path: Path) -> None:
    (tmp_path / "key.bin").write_bytes(b"whole")
    assert store.take("key", ".bin") is None


def test_drafts_of_the_dead_are_swept_and_those_of_the_living_stay(store: Store) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    mine = store.draft("key", ".bin")
    dead = mine.with_name(mine.name.replace(str(os.getpid()), str(gone.pid)))
    for draft in (mine, dead):
        draft.write_bytes(b"half")
    sweep(store.folder)
    assert mine.exists()
    assert not dead.exists()


def test_a_digest_depends_on_values_alone() -> None:
    assert digest({"a": [1, "η"], "b": None}) == digest({"b": None, "a": [1, "η"]})
    assert digest({"a": 1}) != digest({"a": 1.5})


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write here"):
        make_folder(tmp_path / "file" / "folder")
