"""Run a command while no other set-up runs in this folder: ``alone.py LOG COMMAND...``.

The log is the lock: who holds it writes it. The kernel keeps the lock, so it ends with the command, however that
ends, and holds between containers.
"""

import fcntl
import os
import sys

INHERITED = 9  # the shell scripts close it for what may outlive them


def main() -> int:
    """Wait for the lock, then become the command."""
    log, *command = sys.argv[1:]
    try:
        held = os.open(log, os.O_WRONLY | os.O_CREAT, 0o666)
    except OSError as error:
        sys.stderr.write(
            f"Set-up stopped: {os.path.realpath(log)} cannot be written ({error.strerror}).\n"
            "Run make in a copy of the project that is yours, or make this folder yours.\n"
        )
        return 2
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write("Another set-up is at work in this folder; waiting for it to end.\n")
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
        except KeyboardInterrupt:
            return 130
    except OSError:
        pass  # a file system that knows no locks
    os.ftruncate(held, 0)
    os.dup2(held, INHERITED)
    os.execvp(command[0], command)


if __name__ == "__main__":
    sys.exit(main())
