"""Aids to design (辅助分析): points, lines, grids, shadows, isochrones, charts.

None of them is the basis of a conclusion: that is the window table alone (规程六(一)).
Each takes obstructions and a sun path, and returns frozen records.
"""
