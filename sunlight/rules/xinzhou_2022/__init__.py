"""Rules of Xinzhou (忻州), edition of 2022: figures and clauses.

Ids beginning with 规程 point into the technical annex, those beginning with 办法 into
the measures that it is annexed to; numbers alone would collide.
"""
