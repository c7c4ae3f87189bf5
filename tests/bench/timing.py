"""Medians of repeated calls, after one that compiles or loads the kernels."""

import statistics
import time

__all__ = ["median_seconds"]


def median_seconds(call, *arguments, runs):
    """Median wall and processor seconds of ``call(*arguments)``."""
    call(*arguments)
    spent = []
    for _ in range(runs):
        cpu, wall = time.process_time(), time.perf_counter()
        call(*arguments)
        spent.append((time.perf_counter() - wall, time.process_time() - cpu))
    return tuple(statistics.median(column) for column in zip(*spent, strict=True))
