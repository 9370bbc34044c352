"""What the set-up asks of .venv, by .venv's own Python and in the project's folder: ``.venv/bin/python -I FOLDER NAME``.

``state`` prints ``complete``, ``incomplete``, or the reason why .venv has to be made anew. ``made`` notes where and for
which Python it has just been made, ``begun`` which packages are being installed, ``finished`` that all are. ``heal`` takes
away what a broken-off installation left, ``settings`` prints pip's environment, ``unlocked`` lists what an older lock
had put here, and ``check`` fails if what is installed does not fit together.
"""

import sys


def main(name: str) -> int:
    """Do one thing."""
    # Only what is needed is imported: ``state`` is asked at every make.
    if name in {"state", "made", "begun", "finished"}:
        import state

        match name:
            case "state":
                sys.stdout.write(state.judge() + "\n")
            case "made":
                state.note_made()
            case "begun":
                state.note_begun()
            case "finished":
                state.note_finished()
        return 0
    if name == "heal":
        import heal

        heal.heal()
        return 0
    if name == "settings":
        import pip_settings

        return pip_settings.tell()
    import settle

    return settle.check() if name == "check" else settle.unlocked()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
