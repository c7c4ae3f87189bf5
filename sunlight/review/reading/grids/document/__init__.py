"""Text documents in docx (文档)."""
