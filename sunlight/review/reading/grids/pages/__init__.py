"""Pages of PDF files that hold text (页面)."""
