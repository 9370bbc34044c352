"""The lock files and the wheel."""

import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from scenes import catalog
from scenes.narration.language import language, languages
from tests.lecture.running import ROOT

LOCKS = sorted((ROOT / "locks").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def locked(path: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", path.read_text(), re.MULTILINE))


def plain_name(requirement: str) -> str:
    return re.split(r"[\[<>=;~! ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_holds_names_versions_and_hashes_and_no_address(path: Path) -> None:
    text = path.read_text()
    assert "//" not in text
    entries = re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert len(entries) == len(re.findall(r"==", re.sub(r";.*", "", text)))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_everything_that_is_asked_for_is_locked() -> None:
    groups = PROJECT["dependency-groups"]
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = {
        "packages.txt": PROJECT["project"]["dependencies"] + groups["dev"] + extras["voices"],
        "build.txt": groups["build"] + PROJECT["build-system"]["requires"],
    }
    for name, requirements in wanted.items():
        assert {plain_name(one) for one in requirements} <= locked(ROOT / "locks" / name)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline by the locked backend."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-index",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            folder,
            ROOT,
        ],
        check=True,
        capture_output=True,
    )
    [wheel] = folder.glob("*.whl")
    return wheel


def test_the_wheel_carries_words_course_and_licence(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    data = list((ROOT / "scenes").rglob("*.toml"))
    assert len(data) > len(languages())
    assert {str(path.relative_to(ROOT)) for path in data} <= held
    assert {name.split("/")[0] for name in held if ".dist-info" not in name} == {
        "optimlib",
        "scenes",
        "lecture",
    }
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_licence_and_notice_travel_with_the_speakers(wheel: Path) -> None:
    folder = ROOT / "lecture/voices/kokoro/speakers"
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {path.name for path in folder.glob("*.bin")}
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        assert {
            f"lecture/voices/kokoro/speakers/{name}" for name in (*sums, "SHA256SUMS", "LICENSE", "NOTICE")
        } <= held
        for name, sha256 in sums.items():
            data = archive.read(f"lecture/voices/kokoro/speakers/{name}")
            assert hashlib.sha256(data).hexdigest() == sha256
        licences = {name.partition("licenses/")[2] for name in held if "dist-info/licenses/" in name}
    assert {f"lecture/voices/kokoro/speakers/{name}" for name in ("LICENSE", "NOTICE")} <= licences


def test_every_speaker_of_a_language_is_here() -> None:
    named = {
        name for code in languages() for name in language(code).voices.get("kokoro", {}).get("speakers", {})
    }
    assert named == {path.stem for path in (ROOT / "lecture/voices/kokoro/speakers").glob("*.bin")}


def test_the_wheel_works_elsewhere(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    # From the unpacked wheel alone: -P keeps this folder's own packages out.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "lecture", "show", catalog.segments()[0]],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "parameters" in done.stdout
