"""The production line: words are spoken, segments rendered, films delivered."""

# Before any other module of ours: from here on it is known which source this process has loaded.
from lecture.keys import loaded as loaded
