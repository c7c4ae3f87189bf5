"""Files and pictures of the aids (辅助分析成果)."""
