"""Where things lie on the stage, and whether they are in each other's way: pure geometry, without manim."""
