"""The tables as an XLSX workbook (XLSX 表册)."""
