"""Results by hash: whole or not there."""

import os
from pathlib import Path

import pytest

from lecture.errors import OutputError
from lecture.files import STILL, make_folder, part, sweep
from lecture.keys.values import digest
from lecture.rendering.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def keep(store: Store, content: bytes) -> Path:
    with part(store.folder) as draft:
        draft.write_bytes(content)
        return store.adopt(draft, "key", ".bin")


def test_what_was_adopted_is_taken(store: Store) -> None:
    path = keep(store, b"whole")
    assert store.take("key", ".bin") == path
    assert path.read_bytes() == b"whole"
    assert store.take("other", ".bin") is None
    assert sorted(file.name for file in store.folder.iterdir()) == ["key.bin", "key.bin.json"]


@pytest.mark.parametrize("damage", [b"", b"whol", b"whale", b"whole and more"])
def test_a_damaged_result_is_not_taken(store: Store, damage: bytes) -> None:
    keep(store, b"whole").write_bytes(damage)
    assert store.take("key", ".bin") is None


@pytest.mark.parametrize("note", ["", "{", "[]", "{}", '{"size": 5}', '{"size": 5, "sha256": 7}'])
def test_a_result_with_a_torn_note_is_not_taken(store: Store, note: str) -> None:
    path = keep(store, b"whole")
    path.with_name(f"{path.name}.json").write_text(note)
    assert store.take("key", ".bin") is None


def test_a_file_without_a_note_is_not_taken(store: Store, tmp_path: Path) -> None:
    (tmp_path / "key.bin").write_bytes(b"whole")
    assert store.take("key", ".bin") is None


def age(path: Path) -> Path:
    """Let a file look as if nobody had written to it for long."""
    long_ago = path.stat().st_mtime - STILL - 1
    os.utime(path, (long_ago, long_ago))
    return path


def test_what_nobody_holds_is_swept_when_it_has_lain_still_for_a_while(tmp_path: Path) -> None:
    with part(tmp_path) as held:
        fresh, dead = (tmp_path / f".{name}.lecture.part" for name in ("fresh", "dead"))
        for draft in (held, fresh, dead):
            draft.write_bytes(b"half")
        other = tmp_path / ".somebody.part"
        other.touch()
        age(held), age(dead), age(other)
        sweep(tmp_path)
        assert sorted(tmp_path.iterdir()) == sorted([held, fresh, other])
    assert not held.exists()


def test_a_digest_depends_on_values_alone() -> None:
    assert digest({"a": [1, "η"], "b": None}) == digest({"b": None, "a": [1, "η"]})
    assert digest({"a": 1}) != digest({"a": 1.5})


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write here"):
        make_folder(tmp_path / "file" / "folder")
