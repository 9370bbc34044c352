"""The production line: words are spoken, segments rendered, films delivered."""
