"""What travels to other machines: our source and an author's, and nothing that happens to lie beside it."""

import io
import shutil
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from lecture.cluster.luggage import arrived, pack, package_of, standing
from lecture.quality import QUALITIES
from lecture.rendering.job import Job
from optimlib import places
from scenes.performance import Performance
from tests.lecture.disturbed import OWN


def names(folder: Path) -> set[str]:
    return set(ZipFile(io.BytesIO(pack([folder]).content)).namelist())


def test_films_and_whatever_else_lies_beside_a_lecture_stay_at_home(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(OWN, mine)
    for name in ("media/film.mp4", "taxes.ods", "segments/.secret", "segments/signs/__pycache__/a.pyc"):
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).touch()
    packed = names(mine)
    assert "beside/0/segments/signs/scene.py" in packed
    assert "house/lecture/rendering/worker.py" in packed
    assert not [name for name in packed if "film" in Path(name).name and "mp4" in name]
    assert not [name for name in packed if "taxes" in name or "secret" in name or name.endswith(".pyc")]


def test_the_address_is_that_of_the_content(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(OWN, mine)
    before = pack([mine])
    assert pack([mine]) == before
    ZipFile(io.BytesIO(before.content)).extractall(tmp_path / "there")
    assert standing(tmp_path / "there") == before.address
    (mine / "segments/signs/scene.py").write_text("# changed")
    assert pack([mine]).address != before.address
    (tmp_path / "there/house/scenes/theme.py").write_text("# damaged")
    assert standing(tmp_path / "there") != before.address


def test_a_job_finds_what_stands_beside_it_where_it_arrives(tmp_path: Path) -> None:
    with places.beside(OWN):
        job = Job.of(Performance.prepare("signs", "en"), QUALITIES["draft"])
    job = replace(job, memory=str(tmp_path / "known.json"))
    there = tmp_path / "there"
    ZipFile(io.BytesIO(pack([OWN]).content)).extractall(there)
    here = arrived(job, there)
    assert here.beside == (str(there / "beside/0"),)
    assert here.memory == ""
    with places.beside(there / "beside/0"):
        facts = here.performance().facts
    assert type(facts).__module__.startswith(package_of(there / "beside/0"))
    assert facts.steps == 4
