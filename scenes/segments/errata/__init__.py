"""Formulas as they are misprinted, and the tests that find them out."""
