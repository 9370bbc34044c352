"""Bars, vessels and schedules: amounts without axes."""
