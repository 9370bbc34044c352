"""Whatever goes wrong while a lecture is made, the next render ends with the film of the undisturbed run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.lecture.disturbed import Lecture
from tests.lecture.running import ROOT
from tests.lecture.running import lecture as run

Films = dict[str, bytes]
PATIENCE = 120.0
KILL = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    """The lecture, rendered without any disturbance."""
    lecture = Lecture(tmp_path_factory.mktemp("whole"))
    done = lecture.render(layout=True)
    assert done.returncode == 0, done.stderr
    return lecture


@pytest.fixture
def lecture(tmp_path: Path) -> Lecture:
    return Lecture(tmp_path)


@pytest.fixture
def rendered(whole: Lecture, tmp_path: Path) -> Lecture:
    """A lecture that was rendered before, in a folder of its own."""
    lecture = Lecture(tmp_path)
    shutil.copytree(whole.folder / "cache", tmp_path / "cache")
    shutil.copytree(whole.folder / "out", tmp_path / "out")
    return lecture


def ends_well(lecture: Lecture, whole: Lecture) -> None:
    done = lecture.render()
    assert done.returncode == 0, done.stderr
    assert lecture.films() == whole.films()
    assert len(lecture.films()) == 5


KILLED_AT = {
    "speaking": "lecture.sound.speech:asdict",
    "drawing": "lecture.rendering.progress:Display.update",
    "keeping pictures": "lecture.rendering.store:note_of",
    "keeping their note": "lecture.rendering.store:write_note",
    "joining": "lecture.rendering.video:probe",
    "writing subtitles": "lecture.rendering.film:replacing",
    "writing the receipt": "lecture.rendering.deliver:note_of",
}


@pytest.mark.parametrize("place", KILLED_AT.values(), ids=KILLED_AT)
def test_after_a_kill(lecture: Lecture, whole: Lecture, place: str) -> None:
    assert lecture.render((place, KILL)).returncode == -9
    assert lecture.films() != whole.films() or "deliver" in place
    ends_well(lecture, whole)


PLANNED = "lecture.rendering.produce:Pool.__enter__"
DRAWN = "lecture.rendering.deliver:title_in"


@pytest.mark.parametrize("too_large", ["speech", "pictures", "film"])
def test_after_a_limit_that_no_file_may_pass(lecture: Lecture, whole: Lecture, too_large: str) -> None:
    when, limit = {
        "speech": ("lecture.rendering.produce:plan", 1000),
        "pictures": (PLANNED, whole.pictures()[0].stat().st_size - 1),
        "film": (DRAWN, len(whole.films()["lecture.en.mp4"]) - 1),
    }[too_large]
    code = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({limit}, r.RLIM_INFINITY))"
    done = lecture.render((when, code))
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "ulimit" in done.stderr
    assert "Traceback" not in done.stderr
    moved_by = {"speech": "--cache", "pictures": "", "film": "--out"}[too_large]
    assert moved_by in done.stderr
    assert lecture.films() == {}
    assert list(lecture.folder.rglob(".*.part")) == []
    ends_well(lecture, whole)


def unshare(*kinds: str) -> list[str]:
    """Return what goes before a command so that it runs in namespaces of its own."""
    program = ["unshare", "--user", "--map-root-user", *kinds]
    if shutil.which("unshare") is None or subprocess.run([*program, "true"], capture_output=True).returncode:
        pytest.skip("this machine makes no namespaces (unshare)")
    return program


def in_shell(script: str) -> list[str]:
    """Return what goes before a command so that a shell with mounts of its own runs it, as ``"$@"``."""
    return [*unshare("--mount"), "sh", "-ec", script, "sh"]


def test_after_a_full_disk(lecture: Lecture, whole: Lecture) -> None:
    (lecture.folder / "cache").mkdir()
    fill = """
if not Path("filled").exists():
    Path("filled").touch()
    with open("cache/fill", "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            pass
"""
    twice = 'mount -t tmpfs -o size=1m tmpfs cache; "$@" 2> told && exit 9; rm cache/fill; exec "$@"'
    done = lecture.render((PLANNED, fill), within=in_shell(twice))
    assert done.returncode == 0, done.stderr
    told = (lecture.folder / "told").read_text()
    assert "No space left on device" in told
    assert "make room" in told
    assert "--cache" in told
    assert "Traceback" not in told
    assert lecture.films() == whole.films()


@pytest.mark.parametrize("damage", ["cut", "emptied", "overwritten"])
def test_after_damage_to_all_that_is_kept(rendered: Lecture, whole: Lecture, damage: str) -> None:
    for path in [path for path in (rendered.folder / "cache").rglob("*") if path.is_file()]:
        content = path.read_bytes()
        half = len(content) // 2
        path.write_bytes(
            {
                "cut": content[:half],
                "emptied": b"",
                "overwritten": content[:half] + b"?" * (len(content) - half),
            }[damage]
        )
    shutil.rmtree(rendered.folder / "out")
    ends_well(rendered, whole)


def test_after_a_cache_that_may_only_be_read(rendered: Lecture, whole: Lecture) -> None:
    shutil.rmtree(rendered.folder / "out")
    done = rendered.render(
        within=in_shell('mount --bind cache cache; mount -o remount,ro,bind cache; exec "$@"')
    )
    assert done.returncode == 1
    assert "cache: cannot write here: Read-only file system" in done.stderr
    assert "--cache" in done.stderr
    assert "LECTURE_CACHE" in done.stderr
    assert "--out" not in done.stderr
    ends_well(rendered, whole)


def test_in_a_folder_that_may_only_be_read_the_users_own_cache_is_taken(lecture: Lecture) -> None:
    home = lecture.folder / "home"
    for path in (home, lecture.folder / "films", lecture.folder / "locked"):
        path.mkdir()
    shutil.copytree(lecture.folder / "own", lecture.folder / "locked/own")
    within = in_shell('mount --bind locked locked; mount -o remount,ro,bind locked; cd locked; exec "$@"')
    arguments = [
        "-m",
        "lecture",
        "preview",
        "zigzag_sgd",
        "--at",
        "1",
        "--quality",
        "draft",
        "--voice",
        "silent",
    ]
    done = subprocess.run(
        [*within, os.sys.executable, *arguments, "--out", str(lecture.folder / "films")],
        cwd=lecture.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (lecture.folder / "films").iterdir()] == ["zigzag_sgd.en.1.00s.png"]
    assert list((home / "optim-lectures/speech").iterdir())


def test_two_renders_at_once_in_one_folder(lecture: Lecture, whole: Lecture) -> None:
    both = [lecture.start() for _ in range(2)]
    told = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert lecture.films() == whole.films()
    ends_well(lecture, whole)


def wait_for(happens: object) -> None:
    until = monotonic() + PATIENCE
    while not happens():
        assert monotonic() < until
        sleep(0.02)


def test_two_renders_that_cannot_see_each_others_processes(lecture: Lecture, whole: Lecture) -> None:
    alone = unshare("--pid", "--fork")
    # The first one stands still while it draws, for so long that its files look old.
    pause = "import time; Path('drawing').touch(); time.sleep(0.1)\nwhile not Path('go').exists(): time.sleep(0.05)"
    first = lecture.start(("lecture.rendering.progress:Display.update", pause), within=alone)
    wait_for((lecture.folder / "drawing").exists)
    parts = list((lecture.folder / "cache").rglob(".*.part"))
    assert len(parts) >= 2
    for path in parts:
        os.utime(path, (0, 0))
    second = lecture.render(within=alone)
    assert second.returncode == 0, second.stderr
    assert all(path.exists() for path in parts)
    (lecture.folder / "go").touch()
    _, wrong = first.communicate(timeout=PATIENCE)
    assert first.returncode == 0, wrong
    assert lecture.films() == whole.films()


DRAWING = "lecture.rendering.progress:Display.update"


def replacing(lecture: Lecture, name: str, old: str, new: str) -> str:
    """Return code that changes a file of the segment."""
    path = lecture.own(name)
    assert old in path.read_text(encoding="utf-8")
    text = f"Path({str(path)!r}).read_text(encoding='utf-8').replace({old!r}, {new!r})"
    return f"text = {text}; Path({str(path)!r}).write_text(text, encoding='utf-8')"


def test_words_that_change_while_drawing_are_those_of_the_next_film(lecture: Lecture, whole: Lecture) -> None:
    done = lecture.render(
        (PLANNED, replacing(lecture, "en.toml", "A step by sign alone", "Another title")),
        (DRAWN, replacing(lecture, "en.toml", "We walk", "We run")),
    )
    assert done.returncode == 0, done.stderr
    assert lecture.films() == whole.films()
    done = lecture.render()
    assert "nothing changed" not in done.stdout
    assert lecture.films().keys() == whole.films().keys()
    assert all(lecture.films()[name] != film for name, film in whole.films().items())


COLOUR = ("shown.py", '".2f")', '".2f", colour="#FF0000")')


@pytest.mark.parametrize(
    "when", [DRAWING, "lecture.rendering.produce:of_pictures"], ids=["drawing", "keeping"]
)
def test_source_that_changes_while_drawing_spoils_no_key(lecture: Lecture, whole: Lecture, when: str) -> None:
    before = lecture.own("shown.py").read_text()
    done = lecture.render((when, replacing(lecture, *COLOUR)))
    assert done.returncode == 1
    assert "the source changed while it was drawn" in done.stderr
    assert "run again" in done.stderr
    assert lecture.pictures() == []
    lecture.own("shown.py").write_text(before)
    ends_well(lecture, whole)


LATE = {"a colour of the theme": "scenes/theme.py", "the facts": "facts.py"}


@pytest.mark.parametrize("name", LATE.values(), ids=LATE)
def test_source_that_was_loaded_and_put_back_spoils_no_key(
    lecture: Lecture, whole: Lecture, name: str
) -> None:
    """A worker starts while a file is another one; when it is asked, the file stands as it stood before."""
    lecture.move_house()
    path = lecture.house / name if "/" in name else lecture.own(name)
    before = path.read_text(encoding="utf-8")
    aside = lecture.folder / "before.py"
    aside.write_text(before, encoding="utf-8")
    # Once it is loaded, it puts itself back.
    other = before.replace("#E69F00", "#FF0000")
    other += f"\nimport shutil\nshutil.copy({str(aside)!r}, __file__)\n"
    put = f"Path({str(path)!r}).write_text({other!r}, encoding='utf-8')"
    done = lecture.render(("lecture.rendering.pool:Worker.__init__", put))
    assert path.read_text(encoding="utf-8") == before
    assert done.returncode == 1, done.stdout
    assert "the source changed while it was drawn" in done.stderr
    assert lecture.pictures() == []
    ends_well(lecture, whole)


SETTINGS = {
    "sizes": "[CLI]\nframe_height = 12\nframe_width = 21\nbackground_color = RED\nrenderer = opengl\n",
    "unknown colour": "[CLI]\nbackground_color = NOPE\n",
    "not readable": "frame_height: [[[\n",
    "a plugin": "[CLI]\nplugins = no_such_plugin\n",
}


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_no_manim_cfg_reaches_a_film_or_a_layout(lecture: Lecture, whole: Lecture, settings: str) -> None:
    home = lecture.folder / "home"
    (home / ".config/manim").mkdir(parents=True)
    for path in (lecture.folder / "manim.cfg", home / ".config/manim/manim.cfg"):
        path.write_text(settings)
    done = lecture.render(env={**os.environ, "HOME": str(home)}, layout=True)
    assert done.returncode == 0, done.stderr
    assert lecture.films() == whole.films()
    faults = [json.loads((one.folder / "out/faults.json").read_text()) for one in (lecture, whole)]
    assert faults[0] == faults[1]


def test_no_manim_cfg_reaches_a_preview(lecture: Lecture) -> None:
    arguments = ("preview", "zigzag_sgd", "--at", "3", "--quality", "draft", "--voice", "silent", "--out")
    for out in ("without", "with"):
        done = run(*arguments, out, folder=lecture.folder)
        assert done.returncode == 0, done.stderr
        (lecture.folder / "manim.cfg").write_text(SETTINGS["sizes"])
    without, with_settings = (lecture.folder / out / "zigzag_sgd.en.3.00s.png" for out in ("without", "with"))
    assert with_settings.read_bytes() == without.read_bytes()


ENVIRONMENTS = {
    "none at all": {},
    "a strange one": {
        **os.environ,
        "LC_ALL": "tr_TR.UTF-8",
        "TZ": "Asia/Kathmandu",
        "OMP_NUM_THREADS": "7",
        "PYTHONHASHSEED": "123",
        "LECTURE_LANGUAGE": "zh",
        "PYTHONOPTIMIZE": "2",
        "SOURCE_DATE_EPOCH": "1",
    },
}


@pytest.mark.parametrize("env", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_no_environment_reaches_a_film(lecture: Lecture, whole: Lecture, env: dict[str, str]) -> None:
    done = lecture.render(env=env)
    assert done.returncode == 0, done.stderr
    assert lecture.films() == whole.films()
