"""Readers of the files people have, each to a project and findings (导入)."""
