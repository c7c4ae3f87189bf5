"""Chapters of the opinion (意见书各章)."""
