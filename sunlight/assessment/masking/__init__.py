"""Copies to be shared: names and map coordinates left out (脱敏)."""
