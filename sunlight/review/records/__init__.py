"""Records that the parts of a review hand on (复核记录)."""
