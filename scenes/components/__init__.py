"""Pieces that segments share: each draws one kind of thing, as a pure function of what it is told."""
