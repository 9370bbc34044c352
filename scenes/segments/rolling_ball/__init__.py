"""Momentum as a ball that rolls through a valley."""
