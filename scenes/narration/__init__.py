"""The words of a segment: read, checked, filled with facts and timed. No manim, nothing but the standard library."""
