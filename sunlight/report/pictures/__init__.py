"""Pictures of a report, to scale on paper (报告图)."""
