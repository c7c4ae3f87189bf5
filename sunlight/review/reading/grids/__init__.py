"""Raw tables out of files (原始表格): no knowledge of sunlight."""
