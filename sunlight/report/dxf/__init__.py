"""The drawings as DXF (DXF 图)."""
