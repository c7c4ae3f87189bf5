"""What of the band is shaded so far: disjoint arcs in order (已遮挡时段).

Rows of ``cover`` (n, 4): begin, end, face at the begin, face at the end. Arcs may be
added in any order: where two begin or end at one moment, the lower face number stands,
so that the outcome is the same.
"""

from sunlight.jit import njit_inner, njit_leaf

__all__ = ["add_arc", "append_arc", "is_covered"]


@njit_inner
def add_arc(cover, n, begin, end, face):
    """Unite one arc with those there, and return how many there are then."""
    i = n
    while i > 0 and cover[i - 1, 1] >= begin:
        i -= 1
    if i == n or cover[i, 0] > end:
        for j in range(n, i, -1):
            cover[j, 0], cover[j, 1] = cover[j - 1, 0], cover[j - 1, 1]
            cover[j, 2], cover[j, 3] = cover[j - 1, 2], cover[j - 1, 3]
        cover[i, 0], cover[i, 1] = begin, end
        cover[i, 2], cover[i, 3] = face, face
        return n + 1
    last = i
    while last + 1 < n and cover[last + 1, 0] <= end:
        last += 1
    if begin < cover[i, 0] or (begin == cover[i, 0] and face < cover[i, 2]):
        cover[i, 0], cover[i, 2] = begin, face
    if end > cover[last, 1] or (end == cover[last, 1] and face < cover[last, 3]):
        cover[i, 1], cover[i, 3] = end, face
    else:
        cover[i, 1], cover[i, 3] = cover[last, 1], cover[last, 3]
    gone = last - i
    if gone:
        for j in range(last + 1, n):
            cover[j - gone, 0], cover[j - gone, 1] = cover[j, 0], cover[j, 1]
            cover[j - gone, 2], cover[j - gone, 3] = cover[j, 2], cover[j, 3]
    return n - gone


@njit_leaf
def append_arc(cover, n, begin, end, face):
    """As :func:`add_arc`, for arcs that come in the order in which they begin."""
    last = n - 1
    if n == 0 or begin > cover[last, 1]:
        cover[n, 0], cover[n, 1] = begin, end
        cover[n, 2], cover[n, 3] = face, face
        last = n
    else:
        if begin == cover[last, 0] and face < cover[last, 2]:
            cover[last, 2] = face
        if end > cover[last, 1] or (end == cover[last, 1] and face < cover[last, 3]):
            cover[last, 1], cover[last, 3] = end, face
    return last + 1


@njit_leaf
def is_covered(cover, n, begin, end):
    """Whether an arc lies strictly within one of those there."""
    i = n * 0
    while i < n and cover[i, 1] <= end:
        i += 1
    return i < n and cover[i, 0] < begin
