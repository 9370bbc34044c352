"""Our source and an author's own, packed for machines that have neither; addressed by the hash of what is in it."""

from __future__ import annotations

import io
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lecture.errors import RenderError
from lecture.hidden import STOCK
from lecture.keys.loaded import OURS, folder_of
from lecture.keys.values import digest
from lecture.rendering.job import Job
from optimlib import places

HOUSE, BESIDE, PACKAGES, ORIGIN = "house", "beside", "packages", "origin.json"
"""Where our packages and an author's folders stand in the luggage, and the file that says where they come from, and
as which packages those folders are imported there."""


@dataclass(frozen=True)
class Luggage:
    """What every worker needs: a zip file, and the hash of the files in it."""

    address: str
    content: bytes


def pack(beside: Sequence[Path]) -> Luggage:
    """Pack our packages, and of each of these folders what is found by name in it: no films, no other files.

    Raises
    ------
    RenderError
        If a file cannot be read.
    """
    house = {package: folder for package in OURS if (folder := folder_of(package))}
    roots = {f"{HOUSE}/{package}": folder for package, folder in house.items()}
    for rank, folder in enumerate(beside):
        roots |= {f"{BESIDE}/{rank}/{kind}": folder / kind for kind in _kinds()}
    origin = {
        HOUSE: str(next(iter(house.values())).parent),
        BESIDE: [str(folder) for folder in beside],
        PACKAGES: [package_of(folder) for folder in beside],
    }
    try:
        files = {
            f"{name}/{file.relative_to(root).as_posix()}": file.read_bytes()
            for name, root in roots.items()
            for file in _files(root)
        }
    except OSError as error:
        raise RenderError(f"cannot be packed for other machines: {error.strerror}") from error
    files[ORIGIN] = json.dumps(origin).encode()
    return Luggage(_address(files), _zipped(files))


def standing(folder: Path) -> str:
    """Return the address of what stands in a folder where luggage was unpacked."""
    return _address({file.relative_to(folder).as_posix(): file.read_bytes() for file in _files(folder)})


def arrived(job: Job, folder: Path) -> Job:
    """Return a job as it is to be done where luggage was unpacked: with the folders that are there."""
    origin = json.loads((folder / ORIGIN).read_text(encoding="utf-8"))
    local = {home: folder.resolve() / BESIDE / str(rank) for rank, home in enumerate(origin[BESIDE])}
    facts = b64decode(job.facts)
    for package, here in zip(origin[PACKAGES], local.values(), strict=True):
        if package:
            # Modules beside a lecture are called after its folder, in names of one length: the pickle stays whole.
            facts = facts.replace(package.encode(), package_of(here).encode())
    return replace(
        job,
        facts=b64encode(facts).decode(),
        beside=tuple(str(local[home]) for home in job.beside),
        memory="",
    )


def package_of(folder: Path) -> str:
    """Name the package that a folder of one's own is imported as; empty if there is nothing in it to be found."""
    with places.beside(folder):
        nearest = [places.shelves(stock.folder.name, stock)[0] for stock in STOCK]
    return next((shelf.package.partition(".")[0] for shelf in nearest if shelf.origin == str(folder)), "")


def _kinds() -> list[str]:
    return sorted({shelf.folder.name for shelf in STOCK})


def _files(root: Path) -> Iterator[Path]:
    for file in sorted(root.rglob("*")):
        if file.is_file() and not any(
            part == "__pycache__" or part.startswith(".") for part in file.relative_to(root).parts
        ):
            yield file


def _address(files: Mapping[str, bytes]) -> str:
    return digest({name: sha256(content).hexdigest() for name, content in files.items()})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        for name, content in sorted(files.items()):
            zipped.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()
