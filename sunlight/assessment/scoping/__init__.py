"""Who belongs to the analysis, and what heights withhold (分析范围)."""
