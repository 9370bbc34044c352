"""The segment ``digits_race``."""
