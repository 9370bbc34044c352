"""The segments, a folder each: facts, drawing and words together."""
