"""Which conventions explain a submitted table (口径推断)."""
