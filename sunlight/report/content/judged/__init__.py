"""What the report says on results: counts, tables, conclusions (结果各章)."""
