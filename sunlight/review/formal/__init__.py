"""Formal check of a submission (形式审查, 办法五(一)): on what it says of itself."""
