"""Pictures of optimisation: manim segments over the numbers of :mod:`optimlib`."""
