"""Content of a report, free of any file format (报告内容)."""
