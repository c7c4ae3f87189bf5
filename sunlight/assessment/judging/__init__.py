"""Verdicts on units, what takes their sun, and how near they turn (评定)."""
