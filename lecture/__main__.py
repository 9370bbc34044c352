"""``python -m lecture``."""

from lecture.cli import main

main(prog_name="lecture")
