"""DXF drawings as a project (DXF 图纸): outlines, heights, windows, place and north."""
