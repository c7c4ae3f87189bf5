"""The opinion on a submitted report: content, pictures, files (复核意见书)."""
