"""How results show themselves in notebooks (笔记本视图)."""
