"""Reading of what was handed in (送审材料读取)."""
