"""Columns of submitted tables (送审表格的列): what stands in which, as figures."""
