"""The report as an editable DOCX document (DOCX 报告)."""
