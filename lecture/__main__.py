"""``python -m lecture``, and the command ``lecture``."""

from lecture.isolation import leave_working_folder


def main() -> None:
    """Run the command line, with nothing imported from the working folder."""
    leave_working_folder()
    from lecture.cli import main as command_line

    command_line(prog_name="lecture")


if __name__ == "__main__":
    main()
