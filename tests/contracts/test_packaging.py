"""The lock files and the wheel."""

import hashlib
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from email import message_from_bytes
from importlib import metadata
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
    groups, extras = PROJECT["dependency-groups"], PROJECT["project"]["optional-dependencies"]
    asked = [one for name in ("film", "plot", "voices") for one in extras[name]]
    wanted = {
        "packages.txt": PROJECT["project"]["dependencies"] + asked + groups["dev"],
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
    data += [path for path in (ROOT / "lecture/templates").rglob("*.*") if path.suffix != ".pyc"]
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


def test_the_wheel_asks_for_what_optimlib_needs_and_no_more(wheel: Path) -> None:
    [place] = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("METADATA")]
    told = message_from_bytes(zipfile.ZipFile(wheel).read(place))
    plain = [one for one in told.get_all("Requires-Dist") if "extra ==" not in one]
    assert {plain_name(one) for one in plain} == {"numpy", "scipy", "contourpy"}
    assert {"film", "plot", "expression"} <= set(told.get_all("Provides-Extra"))


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own that holds the wheel and what it asks for without any extra.

    There is no network, so numpy, scipy and contourpy are links to those of this environment, and to nothing else.
    """
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    for name in ("numpy", "scipy", "contourpy"):
        files = metadata.files(name) or []
        for top in {file.parts[0] for file in files} - {".."}:
            (site / top).symlink_to(metadata.distribution(name).locate_file(top))
    install = ["install", "-q", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", *install, wheel],
        check=True,
        capture_output=True,
    )
    return folder


def in_bare(bare: Path, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [bare / "bin" / command[0], *command[1:]], cwd=cwd, env={"PATH": ""}, capture_output=True, text=True
    )


USED = """
import sys
import optimlib
from optimlib import objectives, optimizers, run
valley = objectives.from_functions(lambda x: x[..., 0] ** 2 / 20 + x[..., 1] ** 2)
print(valley.gradient_by)
path = run(valley, optimizers.load("adam", learning_rate=0.3), (-7.0, 2.0), steps=50)
path.save("path.json")
assert optimlib.Trajectory.load("path.json").x.tobytes() == path.x.tobytes()
assert len(optimlib.digits()) == 1797
for name in dir(optimlib):
    getattr(optimlib, name)
try:
    optimlib.plot.contours(valley, path)
except optimlib.OptimError as error:
    print(error)
print({"manim", "click", "sympy", "matplotlib"} & set(sys.modules))
"""


def test_optimlib_runs_without_any_extra(bare: Path, tmp_path: Path) -> None:
    done = in_bare(bare, "python", "-c", USED, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    by, missing, loaded = done.stdout.splitlines()
    assert by == "central differences"
    assert missing == (
        "matplotlib: got 'no such module', expected it to be installed: pip install 'optim-lectures[plot]'"
    )
    assert loaded == "set()"


@pytest.mark.parametrize("command", [["lecture", "list"], ["lecture"], ["python", "-m", "lecture", "doctor"]])
def test_lecture_without_the_film_tools_says_what_to_install(
    bare: Path, tmp_path: Path, command: list[str]
) -> None:
    done = in_bare(bare, *command, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "error: lecture needs the film tools, and there is no module 'click'\n"
        "  pip install 'optim-lectures[film]'\n"
    )


def test_a_film_tool_that_is_missing_later_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys; sys.modules['pydantic'] = None; sys.argv[1:] = ['show', 'zigzag_sgd']\n"
        "from lecture.__main__ import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "there is no module 'pydantic'" in done.stderr


def test_a_module_of_somebody_elses_is_no_film_tool() -> None:
    code = (
        "import sys; sys.modules['scenes.catalog'] = None; sys.argv[1:] = ['list']\n"
        "from lecture.__main__ import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "film tools" not in done.stderr
    assert "scenes.catalog" in done.stderr
