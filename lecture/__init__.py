"""The production line: words are spoken, segments rendered, films delivered."""

from lecture.isolation import is_the_command, leave_working_folder

if is_the_command():
    # Before anything is looked for in it. Whoever merely imports us keeps his folder.
    leave_working_folder()

# Before any other module of ours: from here on it is known which source this process has loaded.
from lecture.keys import loaded as loaded
