"""Texts, formulas and numbers."""
