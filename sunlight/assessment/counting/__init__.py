"""Which windows, rooms and households count at all (受影对象)."""
