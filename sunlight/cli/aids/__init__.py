"""``sunlight grid KIND``: aids to design on the command line (辅助分析)."""
