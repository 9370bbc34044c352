"""Segment race_ravine."""
