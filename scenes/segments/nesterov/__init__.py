"""Nesterov's momentum: look ahead, then correct."""
